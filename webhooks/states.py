"""What is told, where a delivery is, and why one, or a whole webhook, came to a stop."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from omnitron.core.states import StateMachine


class Event(models.TextChoices):
    """What has happened, by the name that a receiver reads."""

    ORDER_CREATED = "order.created", _("Order created")
    ORDER_UPDATED = "order.updated", _("Order updated")
    PLAN_CREATED = "cancellation_plan.created", _("Cancellation plan created")
    PLAN_UPDATED = "cancellation_plan.updated", _("Cancellation plan updated")
    REFUND_UPDATED = "refund.updated", _("Refund updated")
    # Sent when somebody asks for it, whatever a webhook wants otherwise.
    TEST = "test", pgettext_lazy("webhook", "Test")


# What a webhook may be set up for.
CHOOSABLE = tuple(event for event in Event if event != Event.TEST)


class DeliveryStatus(models.TextChoices):
    """Where a delivery is."""

    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    DELIVERED = "delivered", pgettext_lazy("delivery", "Delivered")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")


DELIVERY_MOVES: StateMachine[str] = StateMachine(
    {
        DeliveryStatus.WAITING: {DeliveryStatus.DELIVERED, DeliveryStatus.FAILED},
        # Sent again because somebody asked for it.
        DeliveryStatus.DELIVERED: {DeliveryStatus.WAITING},
        DeliveryStatus.FAILED: {DeliveryStatus.WAITING},
    }
)


class Failure(models.TextChoices):
    """Why an attempt came to nothing, in a sentence."""

    ADDRESS = "address", _("The address may not be called.")
    UNKNOWN_NAME = "unknown_name", _("The name has no address.")
    PRIVATE = "private", _("The name leads into a private network.")
    NO_CONNECTION = "no_connection", _("Nobody answers there, or the line broke.")
    CERTIFICATE = "certificate", _("The certificate is not good for this name.")
    TIMEOUT = "timeout", _("There was no answer in time.")
    STATUS = "status", _("The answer was none of 200 to 299.")
    UNEXPECTED = "unexpected", _("Something went wrong here that nobody expected.")


class DisabledBy(models.TextChoices):
    """Why a webhook is not active."""

    PERSON = "person", _("Somebody deactivated it.")
    FAILING = "failing", _("Nothing was taken there for three days.")
