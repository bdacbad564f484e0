"""What can be done with a package in which status: one table for pages, services and tests."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.states import PackageStatus, Status


class PackageAction(models.TextChoices):
    """What a seller's staff can do with a package."""

    START_PREPARING = "start_preparing", _("Start Preparing")
    STEP_BACK = "step_back", _("One Step Back")
    READY_TO_SHIP = "ready_to_ship", _("Ready to Ship")
    SHIP = "ship", _("Ship")
    CORRECT_TRACKING_NUMBER = "correct_tracking_number", _("Correct Tracking Number")
    DELIVERED = "delivered", _("Delivered")
    DELIVERY_FAILED = "delivery_failed", _("Delivery Failed")
    REJECT = "reject", _("Reject")
    CREATE_NEW_PACKAGE = "create_new_package", _("Create New Package")
    CHANGE_DELIVERY_SETTING = "change_delivery_setting", _("Change Delivery Setting")
    GIVE_INVOICE = "give_invoice", _("Give Invoice")


# What the lists of packages are divided into.
IN_PREPARATION = frozenset(
    {PackageStatus.WAITING_PACKAGING, PackageStatus.PREPARING, PackageStatus.READY_TO_SHIP}
)
ON_THEIR_WAY = frozenset({PackageStatus.SHIPPED, PackageStatus.DELIVERY_FAILED})

_BEFORE_SHIPPING = (
    PackageAction.REJECT,
    PackageAction.CREATE_NEW_PACKAGE,
    PackageAction.CHANGE_DELIVERY_SETTING,
    PackageAction.GIVE_INVOICE,
)

# The first one of a status is what comes next.
ACTIONS: dict[PackageStatus, tuple[PackageAction, ...]] = {
    PackageStatus.WAITING_PACKAGING: (PackageAction.START_PREPARING, *_BEFORE_SHIPPING),
    PackageStatus.PREPARING: (
        PackageAction.READY_TO_SHIP,
        PackageAction.STEP_BACK,
        *_BEFORE_SHIPPING,
    ),
    PackageStatus.READY_TO_SHIP: (
        PackageAction.SHIP,
        PackageAction.STEP_BACK,
        *_BEFORE_SHIPPING,
    ),
    PackageStatus.SHIPPED: (
        PackageAction.DELIVERED,
        PackageAction.DELIVERY_FAILED,
        PackageAction.CORRECT_TRACKING_NUMBER,
        PackageAction.GIVE_INVOICE,
    ),
    # What came back to the seller is sent once more.
    PackageStatus.DELIVERY_FAILED: (
        PackageAction.SHIP,
        PackageAction.DELIVERED,
        PackageAction.GIVE_INVOICE,
    ),
    PackageStatus.DELIVERED: (PackageAction.GIVE_INVOICE,),
    PackageStatus.RETURNED: (),
    PackageStatus.CANCELED: (),
}
WHILE_HELD = (PackageAction.GIVE_INVOICE,)
# What would take along what has left, or leave it behind.
WHILE_WHOLE = frozenset({PackageAction.STEP_BACK})


@dataclass(frozen=True)
class Step:
    """How an action moves the items of a package: those with one of these statuses, to that one."""

    of: frozenset[Status]
    to: Status


# Making ready, and taking that back, moves the package alone.
STEPS: dict[PackageAction, Step] = {
    PackageAction.START_PREPARING: Step(frozenset({Status.APPROVED}), Status.PREPARING),
    PackageAction.STEP_BACK: Step(frozenset({Status.PREPARING}), Status.APPROVED),
    PackageAction.SHIP: Step(
        frozenset({Status.PREPARING, Status.ATTEMPTED_DELIVERY}), Status.SHIPPED
    ),
    PackageAction.DELIVERED: Step(
        frozenset(
            {
                Status.SHIPPED,
                Status.SHIPPED_AND_INFORMED,
                Status.READY_FOR_PICKUP,
                Status.ATTEMPTED_DELIVERY,
            }
        ),
        Status.DELIVERED,
    ),
    PackageAction.DELIVERY_FAILED: Step(
        frozenset({Status.SHIPPED, Status.SHIPPED_AND_INFORMED, Status.READY_FOR_PICKUP}),
        Status.ATTEMPTED_DELIVERY,
    ),
}


def actions_of(status: str, *, is_held: bool, has_left: bool = False) -> tuple[PackageAction, ...]:
    """What can be done with a package; `has_left` says that a line of it was shipped.

    While all that is left of it waits for its cancellation, nothing of it moves, but what has left
    still gets its invoice.
    """
    found = ACTIONS[PackageStatus(status)]
    if has_left:
        found = tuple(action for action in found if action not in WHILE_WHOLE)
    if not is_held:
        return found
    allowed = () if status in IN_PREPARATION else WHILE_HELD
    return tuple(action for action in found if action in allowed)


def allows(
    status: str, action: PackageAction, *, is_held: bool = False, has_left: bool = False
) -> bool:
    """Whether a package of this status lets an action happen."""
    return action in actions_of(status, is_held=is_held, has_left=has_left)
