"""What an export asks for, looked up again in the job with the person's rights of that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.kinds import kind_in
from exports.kinds.base import Visible
from exports.kinds.queries import Query
from exports.querysets import PERMISSION
from exports.states import Failure
from omnitron.core.errors import Refusal
from orders.selections import resolve
from payments.models import PaymentType

if TYPE_CHECKING:
    from exports.models import Export


class NotWritten(Exception):
    """There will be no file, for a reason that the one who asked for it is told."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def query_of(export: Export) -> Query:
    """The statements of an export, as its owner may see the orders now. Raises `NotWritten`."""
    user, selection = export.requested_by, export.selection
    kind = kind_in(export.panel, export.kind)
    if not user.has_perms((export.panel, PERMISSION)):
        raise NotWritten(Failure.NOT_PERMITTED)
    if selection is None:
        raise NotWritten(Failure.NOT_CHOSEN)
    try:
        orders = resolve(selection, payment_types=PaymentType.choices, panel=export.panel)
    except Refusal as refused:
        raise NotWritten(Failure.NOT_CHOSEN) from refused
    visible = Visible.to(user, export.panel, orders)
    return Query(kind, kind.chosen(export.columns), visible, export.zone)
