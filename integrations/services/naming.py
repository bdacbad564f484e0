"""Things of ours as a client names them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan, CancellationRequest
from catalog.models import Product
from integrations import content_types
from omnitron.core.errors import Refusal
from orders.models import Order, OrderItem
from payments.models import Refund

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from orders.models import SalesChannel

# What is kept here, and how its sales channel is found; all else is named without being looked up.
_KEPT = {
    content_types.ORDER: (Order, "channel"),
    content_types.ORDER_ITEM: (OrderItem, "order__channel"),
    content_types.CANCELLATION_REQUEST: (CancellationRequest, "order__channel"),
    content_types.CANCELLATION_PLAN: (CancellationPlan, "order__channel"),
    content_types.REFUND: (Refund, "order__channel"),
    # The same for all channels.
    content_types.PRODUCT: (Product, ""),
}
_MOST_NAMED = 10


class UnknownObjects(Refusal):
    """A client names what its sales channel does not have."""

    code = "unknown_objects"


@dataclass(frozen=True)
class NamedObject:
    """One thing, as of when a client has it, and what became of it."""

    content_type: str
    pk: int
    version_date: datetime | None = None
    remote_id: str = ""
    failed_reason_type: str = ""

    def as_row(self) -> dict[str, Any]:
        """What SQL reads of it."""
        return {
            "content_type": self.content_type,
            "object_id": self.pk,
            "version_date": self.version_date and self.version_date.isoformat(),
            "remote_id": self.remote_id,
            "failed_reason_type": self.failed_reason_type,
        }


_PLACE = attrgetter("content_type", "pk")


def once_each(objects: Iterable[NamedObject]) -> list[NamedObject]:
    """Each thing once, as it was named last, in the order in which rows are locked."""
    return sorted({_PLACE(each): each for each in objects}.values(), key=_PLACE)


def digest_of(status: str, objects: Iterable[NamedObject]) -> str:
    """What tells one request from another."""
    told = json.dumps([status, [each.as_row() for each in objects]])
    return hashlib.sha256(told.encode()).hexdigest()


def refuse_unknown(channel: SalesChannel, objects: Collection[NamedObject]) -> None:
    """Raise `UnknownObjects` where the sales channel has not all of them; they come in order."""
    for content_type, group in groupby(objects, key=attrgetter("content_type")):
        if content_type in _KEPT:
            _refuse_unknown(channel, content_type, {each.pk for each in group})


def _refuse_unknown(channel: SalesChannel, content_type: str, keys: set[int]) -> None:
    model, lookup = _KEPT[content_type]
    found = model._default_manager.filter(pk__in=keys)
    if lookup:
        found = found.filter(**{lookup: channel})
    unknown = sorted(keys - set(found.values_list("pk", flat=True)))
    if unknown:
        raise UnknownObjects(
            _("This sales channel has no %(content_type)s %(keys)s: take it out and send again.")
            % {
                "content_type": content_type,
                "keys": ", ".join(map(str, unknown[:_MOST_NAMED])),
            }
        )
