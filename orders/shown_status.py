"""The words of Seller Center for what an item, or somebody's part of an order, is doing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.states import Status


class ShownStatus(models.TextChoices):
    """What Seller Center calls a status; in the order in which a page groups by them."""

    WAITING_PACKAGING = "waiting_packaging", _("Waiting Packaging")
    PREPARING = "preparing", _("Preparing")
    READY_TO_SHIP = "ready_to_ship", _("Ready to Ship")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Delivered")
    CANCELLATION_WAITING = "cancellation_waiting", _("Cancellation Waiting")
    CANCELED = "canceled", _("Canceled")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Returned")


CODES: dict[ShownStatus, tuple[Status, ...]] = {
    ShownStatus.WAITING_PACKAGING: (Status.APPROVED,),
    ShownStatus.PREPARING: (Status.PREPARING,),
    ShownStatus.SHIPPED: (
        Status.SHIPPED,
        Status.SHIPPED_AND_INFORMED,
        Status.READY_FOR_PICKUP,
        Status.ATTEMPTED_DELIVERY,
    ),
    ShownStatus.DELIVERED: (
        Status.REVIEW_STARTED,
        Status.REVIEW_WAITING,
        Status.TRADE_IN_PAYMENT_WAITING,
        Status.TRADE_IN_PAID,
        Status.DELIVERED,
    ),
    ShownStatus.CANCELLATION_WAITING: (Status.CANCELLATION_WAITING,),
    ShownStatus.CANCELED: (Status.CANCELED,),
    ShownStatus.RETURNED: (Status.REFUNDED,),
}
_BY_CODE = {code: shown for shown, codes in CODES.items() for code in codes}


def shown_status(status: int, *, rejected: bool = False, ready: bool = False) -> ShownStatus:
    """The word for a status; `rejected` says that a rejection is what canceled it.

    `ready` says that what is prepared stands ready for the shipping company in its package.
    An order that is not approved is not shown: its items have no word of their own.
    """
    if rejected and status == Status.CANCELED:
        return ShownStatus.REJECTED
    if ready and status == Status.PREPARING:
        return ShownStatus.READY_TO_SHIP
    return _BY_CODE.get(Status(status), ShownStatus.WAITING_PACKAGING)
