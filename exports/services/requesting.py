"""Asking for an export."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _

from exports import tasks
from exports.access import get_export
from exports.kinds import KINDS
from exports.models import Export
from exports.querysets import PERMISSION
from exports.states import UNDER_WAY, ExportFormat
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from omnitron.core.nudging import nudge
from orders.selections import resolve
from orders.services.selecting import freeze_selection
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omnitron.accounts.models import User
    from orders.models import OrderSelection

# Of one person at the same time: the others wait in the queue for their turn.
MOST_UNDER_WAY = 10


@transaction.atomic
def request_export(
    *,
    actor: User,
    kind: str,
    format: str,
    columns: Sequence[str],
    selection_id: int,
    panel: str,
    zone: str,
    site: str,
) -> Export:
    """Ask for a file of the chosen orders, or of their items; a worker writes it, and mails a link.

    `site` is where the product was reached, as `https://omnitron.example/`. Raises `Refusal`, and
    `NotFound` for a selection of somebody else.
    """
    require(actor, panel)
    require(actor, PERMISSION)
    check_columns(kind, columns)
    check_format(format)
    check_zone(zone)
    _refuse_too_many(actor)
    selection = freeze_selection(actor=actor, pk=selection_id)
    _refuse_empty(selection, panel)
    export = Export.objects.create(
        kind=kind,
        format=format,
        columns=list(columns),
        selection=selection,
        panel=panel,
        seller_ids=actor.seller_ids if panel == SELLER_CENTER else [],
        zone=zone,
        language=actor.language,
        site=site,
        requested_by=actor,
    )
    nudge(tasks.run_export, export.pk)
    return export


@transaction.atomic
def request_again(*, actor: User, pk: int, site: str) -> Export:
    """Ask for the same once more, of the orders as they are now. Raises `NotFound`, `Refusal`."""
    export = get_export(actor, pk)
    _check_kind(export.kind)
    if export.status in UNDER_WAY:
        raise Refusal(_("Export %(export)s is not finished yet.") % {"export": pk})
    if export.selection_id is None:
        raise Refusal(
            _("What export %(export)s was made of is not kept any more: choose the orders again.")
            % {"export": pk}
        )
    return request_export(
        actor=actor,
        kind=export.kind,
        format=export.format,
        columns=[name for name in export.columns if name in KINDS[export.kind].names],
        selection_id=export.selection_id,
        panel=export.panel,
        zone=export.zone,
        site=site,
    )


def check_columns(kind: str, columns: Sequence[str]) -> None:
    """Raise `Refusal` unless these are columns of a kind, each once."""
    _check_kind(kind)
    if not columns:
        raise Refusal(_("Choose at least one column."))
    unknown = sorted(set(columns) - set(KINDS[kind].names))
    if unknown:
        raise Refusal(_("There is no column “%(name)s”.") % {"name": unknown[0]})
    if len(set(columns)) < len(columns):
        raise Refusal(_("A column can be chosen once only."))


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refusal(_("There is no export “%(kind)s”.") % {"kind": kind})


def check_format(format: str) -> None:
    """Raise `Refusal` for a kind of file that we do not write."""
    if format not in ExportFormat.values:
        raise Refusal(_("Choose CSV or Excel."))


def check_zone(zone: str) -> None:
    """Raise `Refusal` for a time zone that Python or PostgreSQL does not know."""
    known = zone in available_timezones()
    if known:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT now() AT TIME ZONE %s", [zone])
        except DataError:
            known = False
    if not known:
        raise Refusal(_("“%(value)s” is no time zone.") % {"value": zone})


def _refuse_too_many(actor: User) -> None:
    if Export.objects.filter(requested_by=actor, status__in=UNDER_WAY).count() >= MOST_UNDER_WAY:
        raise Refusal(
            _("%(most)s of your exports are under way: wait for one of them, or cancel it.")
            % {"most": MOST_UNDER_WAY}
        )


def _refuse_empty(selection: OrderSelection, panel: str) -> None:
    orders = resolve(selection, payment_types=PaymentType.choices, panel=panel)
    if not orders.order_by().exists():
        raise Refusal(_("None of the chosen orders is there any more: choose others."))
