"""Statuses of items, orders and packages, and the moves between them (docs/states.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from omnitron.core.states import StateMachine


class Status(models.IntegerChoices):
    """One enumeration for items and orders; the codes are those of the public API."""

    CANCELLATION_WAITING = 50, _("Cancellation waiting")
    CANCELED = 100, _("Canceled")
    WAITING = 200, _("Waiting")
    PAYMENT_WAITING = 300, _("Payment waiting")
    CONFIRMATION_WAITING = 350, _("Confirmation waiting")
    APPROVED = 400, _("Approved")
    PREPARING = 450, _("Preparing")
    SHIPPED = 500, _("Shipped")
    SHIPPED_AND_INFORMED = 510, _("Shipped and informed")
    READY_FOR_PICKUP = 520, _("Ready for pickup")
    ATTEMPTED_DELIVERY = 540, _("Attempted delivery")
    REVIEW_STARTED = 544, _("Review started")
    REVIEW_WAITING = 545, _("Review waiting")
    TRADE_IN_PAYMENT_WAITING = 546, _("Waiting for payment (trade-in)")
    TRADE_IN_PAID = 547, _("Paid (trade-in)")
    DELIVERED = 550, _("Delivered")
    REFUNDED = 600, _("Refunded")


class PackageStatus(models.TextChoices):
    """What a package's items make of it; never set by hand."""

    WAITING_PACKAGING = "waiting_packaging", _("Waiting Packaging")
    PREPARING = "preparing", _("Preparing")
    READY_TO_SHIP = "ready_to_ship", _("Ready to Ship")
    SHIPPED = "shipped", _("Shipped")
    DELIVERY_FAILED = "delivery_failed", _("Delivery Failed")
    DELIVERED = "delivered", _("Delivered")
    RETURNED = "returned", _("Returned")
    CANCELED = "canceled", _("Canceled")


FINAL = frozenset({Status.CANCELED, Status.REFUNDED})
NOT_LIVE = FINAL | {Status.CANCELLATION_WAITING}
LIVE = frozenset(Status) - NOT_LIVE
# The trade-in belongs to another system: its statuses are only read.
CORRECTABLE = LIVE - {Status.TRADE_IN_PAYMENT_WAITING, Status.TRADE_IN_PAID}
# Nobody packs an order that the brand has not approved: Seller Center has no word for these.
UNAPPROVED = frozenset({Status.WAITING, Status.PAYMENT_WAITING, Status.CONFIRMATION_WAITING})

ITEM_MOVES = StateMachine(
    {
        Status.WAITING: {
            Status.PAYMENT_WAITING,
            Status.CONFIRMATION_WAITING,
            Status.APPROVED,
        },
        Status.PAYMENT_WAITING: {Status.CONFIRMATION_WAITING, Status.APPROVED},
        Status.CONFIRMATION_WAITING: {Status.APPROVED},
        Status.APPROVED: {Status.PREPARING, Status.SHIPPED},
        Status.PREPARING: {Status.APPROVED, Status.SHIPPED},
        Status.SHIPPED: {
            Status.SHIPPED_AND_INFORMED,
            Status.READY_FOR_PICKUP,
            Status.ATTEMPTED_DELIVERY,
            Status.DELIVERED,
        },
        Status.SHIPPED_AND_INFORMED: {
            Status.READY_FOR_PICKUP,
            Status.ATTEMPTED_DELIVERY,
            Status.DELIVERED,
        },
        Status.READY_FOR_PICKUP: {Status.ATTEMPTED_DELIVERY, Status.DELIVERED},
        Status.ATTEMPTED_DELIVERY: {
            Status.SHIPPED,
            Status.READY_FOR_PICKUP,
            Status.DELIVERED,
        },
        Status.DELIVERED: {Status.REVIEW_STARTED, Status.REVIEW_WAITING},
        Status.REVIEW_WAITING: {Status.REVIEW_STARTED, Status.DELIVERED},
        Status.REVIEW_STARTED: {Status.DELIVERED},
    }
)


def allows_correction(old: int, new: int) -> bool:
    """Whether a declared correction may make this move: any, between correctable statuses."""
    return old != new and old in CORRECTABLE and new in CORRECTABLE
