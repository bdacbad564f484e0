"""Who asks for a plan, where it and its request are, and the moves between (docs/states.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from omnitron.core.states import StateMachine


class Source(models.TextChoices):
    """Who asked for a cancellation or a return."""

    OPERATOR = "operator", _("Operator")
    MPO = "mpo", _("MPO")
    SELLER = "seller", _("Seller")
    CUSTOMER_REQUEST = "customer_request", _("Customer")
    API = "api", _("API")


# The people among them. An API client acts for any of these, so it is none of them.
PEOPLE = (Source.OPERATOR, Source.MPO, Source.SELLER, Source.CUSTOMER_REQUEST)


# What each of them needs to make a plan.
PERMISSION_OF = dict.fromkeys(Source, "cancellations.cancel_items") | dict.fromkeys(
    (Source.MPO, Source.SELLER), "cancellations.reject_items"
)
# Plans of these are rejections: they count in the seller's performance.
REJECTING = frozenset({Source.MPO, Source.SELLER})


class PlanType(models.TextChoices):
    """Cancel before the goods were shipped, return after."""

    CANCEL = "cancel", pgettext_lazy("cancellation type", "Cancel")
    REFUND = "refund", pgettext_lazy("cancellation type", "Return")


class PlanStatus(models.TextChoices):
    """Where a cancellation plan is."""

    WAITING = "waiting", pgettext_lazy("plan", "Waiting")
    REFUNDING = "refunding", pgettext_lazy("plan", "Refunding")
    MANUAL_REFUND_NEEDED = "manual_refund_needed", pgettext_lazy("plan", "Manual Refund Needed")
    COMPLETED = "completed", pgettext_lazy("plan", "Completed")
    REJECTED = "rejected", pgettext_lazy("plan", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("plan", "Withdrawn")


class Confirmation(models.TextChoices):
    """Whether the seller of the returned goods has agreed."""

    NONE = "none", pgettext_lazy("confirmation", "Not due")
    DUE = "due", pgettext_lazy("confirmation", "Due")
    GIVEN = "given", pgettext_lazy("confirmation", "Given")
    REFUSED = "refused", pgettext_lazy("confirmation", "Refused")


class RequestStatus(models.TextChoices):
    """Where a request for a cancellation or a return is."""

    WAITING = "waiting", pgettext_lazy("request", "Waiting")
    WAITING_APPROVAL = "waiting_approval", pgettext_lazy("request", "Waiting for the seller")
    CONFIRMED = "confirmed", pgettext_lazy("request", "Confirmed by the seller")
    APPROVED = "approved", pgettext_lazy("request", "Approved")
    COMPLETED = "completed", pgettext_lazy("request", "Completed")
    REJECTED = "rejected", pgettext_lazy("request", "Rejected")


class ItemOutcome(models.TextChoices):
    """What a plan did with one of its items."""

    OPEN = "", pgettext_lazy("plan item", "Open")
    REFUNDED = "refunded", pgettext_lazy("plan item", "Refunded")
    RELEASED = "released", pgettext_lazy("plan item", "Released")


# Its refunds are on their way, or somebody has to make them; in the order that an index has.
IN_WORK = (PlanStatus.MANUAL_REFUND_NEEDED, PlanStatus.REFUNDING)
# A plan of these holds its items and has set its amounts aside.
OPEN_PLAN = frozenset({PlanStatus.WAITING, PlanStatus.REFUNDING, PlanStatus.MANUAL_REFUND_NEEDED})
# A plan of these was called off: nothing came of it.
CALLED_OFF = frozenset({PlanStatus.REJECTED, PlanStatus.WITHDRAWN})

PLAN_MOVES: StateMachine[str] = StateMachine(
    {
        PlanStatus.WAITING: {PlanStatus.REFUNDING, PlanStatus.REJECTED, PlanStatus.WITHDRAWN},
        PlanStatus.REFUNDING: {PlanStatus.COMPLETED, PlanStatus.MANUAL_REFUND_NEEDED},
        # Refunding again: the gateway is tried once more.
        PlanStatus.MANUAL_REFUND_NEEDED: {PlanStatus.COMPLETED, PlanStatus.REFUNDING},
        # A refund that had succeeded was taken back by its gateway.
        PlanStatus.COMPLETED: {PlanStatus.MANUAL_REFUND_NEEDED},
    }
)
# Open again: what had gone back came back.
OUTCOME_MOVES: StateMachine[str] = StateMachine(
    {
        ItemOutcome.OPEN: {ItemOutcome.REFUNDED, ItemOutcome.RELEASED},
        ItemOutcome.REFUNDED: {ItemOutcome.OPEN},
    }
)

# A request of these has a plan that is not at its end.
IN_PLAN = frozenset(
    {RequestStatus.WAITING_APPROVAL, RequestStatus.CONFIRMED, RequestStatus.APPROVED}
)
# Something will still become of a request of these; an item has one at most.
OPEN_REQUEST = IN_PLAN | {RequestStatus.WAITING}

REQUEST_MOVES: StateMachine[str] = StateMachine(
    {
        RequestStatus.WAITING: {
            RequestStatus.APPROVED,
            RequestStatus.WAITING_APPROVAL,
            RequestStatus.REJECTED,
        },
        # Waiting again: the plan was withdrawn. Rejected: the seller refused.
        RequestStatus.WAITING_APPROVAL: {
            RequestStatus.CONFIRMED,
            RequestStatus.REJECTED,
            RequestStatus.WAITING,
        },
        RequestStatus.CONFIRMED: {RequestStatus.COMPLETED, RequestStatus.WAITING},
        RequestStatus.APPROVED: {
            RequestStatus.COMPLETED,
            RequestStatus.REJECTED,
            RequestStatus.WAITING,
        },
    }
)
