"""What plans do with items: hold them, let them go, end them. Plans alone call this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from orders.models import OrderItem
from orders.services.writing_status import write_status
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from orders.events import Actor

CancelStatus = OrderItem.CancelStatus


def hold_items(item_ids: Collection[int], *, cancel_status: str, actor: Actor) -> None:
    """Let items wait for their cancellation; an open plan must hold them already."""
    write_status(
        item_ids,
        "status_before_cancellation = status, status = %(waiting)s, cancel_status = %(word)s",
        waiting=Status.CANCELLATION_WAITING,
        word=cancel_status,
        actor=actor,
    )


def approve_items(item_ids: Collection[int]) -> None:
    """Note that nobody's agreement to the return of waiting items is awaited any more."""
    OrderItem.objects.filter(pk__in=item_ids).update(
        cancel_status=CancelStatus.APPROVED, version=F("version") + 1
    )


def let_items_go(item_ids: Collection[int], *, cancel_status: str | None, actor: Actor) -> None:
    """Give waiting items the status back that they had; their plan must still be open."""
    write_status(
        item_ids,
        "status = status_before_cancellation, status_before_cancellation = NULL,"
        " cancel_status = %(word)s",
        word=cancel_status,
        actor=actor,
    )


def end_items(causes_by_item: Mapping[int, str], *, actor: Actor) -> None:
    """Cancel waiting items that were not shipped, refund the others; their plans are still open.

    Each item has a cause of its own, as plans of several orders may end at once.
    """
    write_status(
        causes_by_item,
        "status = CASE WHEN status_before_cancellation < %(shipped)s"
        " THEN %(canceled)s ELSE %(refunded)s END,"
        " status_before_cancellation = NULL, cancel_status = %(word)s",
        shipped=Status.SHIPPED,
        canceled=Status.CANCELED,
        refunded=Status.REFUNDED,
        word=CancelStatus.COMPLETED,
        actor=actor,
        causes_by_item=causes_by_item,
    )
