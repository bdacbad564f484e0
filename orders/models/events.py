from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.models.items import OrderItem
from orders.models.orders import Order
from orders.models.revisions import Revision, revises
from orders.models.triggers import append_only


class OrderEvent(models.Model):
    """One line of an order's story; written once, never edited."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("Order placed")
        PAYMENT_RECORDED = "payment_recorded", _("Payment recorded")
        PAYMENT_VOIDED = "payment_voided", _("Payment voided")
        PAYMENT_CAPTURED = "payment_captured", _("Payment captured after all")
        PAYMENT_NOT_KNOWN = "payment_not_known", _("Payment not known to the gateway")
        STATUS_CHANGED = "status_changed", _("Status changed")
        STATUS_CORRECTED = "status_corrected", _("Status corrected")
        SHIPMENT_CHANGED = "shipment_changed", _("Shipment changed")
        INVOICE_CHANGED = "invoice_changed", _("Invoice changed")
        DETAILS_CHANGED = "details_changed", _("Details changed")
        CUSTOMER_EDITED = "customer_edited", _("Customer edited")
        NOTE_ADDED = "note_added", _("Note added")
        REPORTED = "reported", _("Reported to ERP")
        CUSTOMER_ERASED = "customer_erased", _("Customer erased")
        LINE_SPLIT = "line_split", _("Line split")
        PACKAGE_MADE = "package_made", _("Package made")
        PACKAGE_CHANGED = "package_changed", _("Package changed")
        REQUEST_MADE = "request_made", _("Cancellation or return asked for")
        REQUEST_REJECTED = "request_rejected", _("Request rejected")
        PLAN_MADE = "plan_made", _("Plan made")
        PLAN_CONFIRMED = "plan_confirmed", _("Return confirmed")
        PLAN_REJECTED = "plan_rejected", _("Return refused")
        RETURN_ESCALATED = "return_escalated", _("Return escalated")
        PLAN_WITHDRAWN = "plan_withdrawn", _("Plan withdrawn")
        PLAN_COMPLETED = "plan_completed", _("Plan completed")
        MANUAL_REFUND_NEEDED = "manual_refund_needed", _("Refund by hand needed")
        REFUND_SUCCEEDED = "refund_succeeded", _("Refund succeeded")
        REFUND_DECLINED = "refund_declined", _("Refund declined")
        ACCOUNT_RECORDED = "account_recorded", _("Account recorded")
        ACCOUNT_CORRECTED = "account_corrected", _("Account corrected")
        REFUND_MADE = "refund_made", _("Refund made by hand")
        REFUND_LEFT = "refund_left", _("Refund not made")
        REFUND_REVERSED = "refund_reversed", _("Refund taken back by the gateway")
        EXTERNAL_REVERSED = "external_reversed", _("Refund made at the gateway taken back")
        REFUND_EXTERNAL = "refund_external", _("Refund made at the gateway")
        GATEWAY_TRIED_AGAIN = "gateway_tried_again", _("Gateway tried again")

    class Topic(models.TextChoices):
        MONEY = "money", _("Money")
        GOODS = "goods", _("Goods")
        PEOPLE = "people", _("People")
        SYSTEM = "system", _("System")

    class ActorType(models.TextChoices):
        USER = "user", _("User")
        API_CLIENT = "api_client", _("API client")
        GATEWAY = "gateway", _("Gateway")
        SYSTEM = "system", _("System")

    TOPICS = {
        Kind.PLACED: Topic.SYSTEM,
        Kind.PAYMENT_RECORDED: Topic.MONEY,
        Kind.PAYMENT_VOIDED: Topic.MONEY,
        Kind.PAYMENT_CAPTURED: Topic.MONEY,
        Kind.PAYMENT_NOT_KNOWN: Topic.MONEY,
        Kind.STATUS_CHANGED: Topic.GOODS,
        Kind.STATUS_CORRECTED: Topic.GOODS,
        Kind.SHIPMENT_CHANGED: Topic.GOODS,
        Kind.INVOICE_CHANGED: Topic.GOODS,
        Kind.DETAILS_CHANGED: Topic.GOODS,
        Kind.CUSTOMER_EDITED: Topic.PEOPLE,
        Kind.NOTE_ADDED: Topic.PEOPLE,
        Kind.REPORTED: Topic.SYSTEM,
        Kind.CUSTOMER_ERASED: Topic.PEOPLE,
        Kind.LINE_SPLIT: Topic.GOODS,
        Kind.PACKAGE_MADE: Topic.GOODS,
        Kind.PACKAGE_CHANGED: Topic.GOODS,
        Kind.REQUEST_MADE: Topic.GOODS,
        Kind.REQUEST_REJECTED: Topic.GOODS,
        Kind.PLAN_MADE: Topic.MONEY,
        Kind.PLAN_CONFIRMED: Topic.MONEY,
        Kind.PLAN_REJECTED: Topic.MONEY,
        Kind.RETURN_ESCALATED: Topic.PEOPLE,
        Kind.PLAN_WITHDRAWN: Topic.MONEY,
        Kind.PLAN_COMPLETED: Topic.MONEY,
        Kind.MANUAL_REFUND_NEEDED: Topic.MONEY,
        Kind.REFUND_SUCCEEDED: Topic.MONEY,
        Kind.REFUND_DECLINED: Topic.MONEY,
        Kind.ACCOUNT_RECORDED: Topic.MONEY,
        Kind.ACCOUNT_CORRECTED: Topic.MONEY,
        Kind.REFUND_MADE: Topic.MONEY,
        Kind.REFUND_LEFT: Topic.MONEY,
        Kind.REFUND_REVERSED: Topic.MONEY,
        Kind.EXTERNAL_REVERSED: Topic.MONEY,
        Kind.REFUND_EXTERNAL: Topic.MONEY,
        Kind.GATEWAY_TRIED_AGAIN: Topic.MONEY,
    }

    # Of an edit that met another one: ["", who saved meanwhile].
    MERGED_WITH = "merged_with"

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    item = models.ForeignKey(
        OrderItem, on_delete=models.PROTECT, null=True, related_name="events", db_index=False
    )
    kind = models.CharField(max_length=32, choices=Kind.choices)
    at = models.DateTimeField()
    actor_type = models.CharField(max_length=16, choices=ActorType.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    # A gateway, an API client or a channel has no user; its name is kept as it was.
    actor_name = models.CharField(max_length=150, blank=True)
    cause = models.CharField(max_length=200, blank=True)
    # {"field": [before, after]}, changed fields only; `MERGED_WITH` stands beside them.
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["order", "-at", "-id"], name="event_of_order")]
        triggers = [
            *append_only(switch="omnitron.erasure"),
            *revises(Revision.Kind.ORDER, key="order_id"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"

    @property
    def topic(self) -> str:
        """Money, goods, people or system: what the log can be filtered by."""
        return str(self.TOPICS[self.Kind(self.kind)])

    def fields_changed(self) -> list[tuple[str, Any, Any]]:
        """Field, before, after: one for each field that was changed."""
        return [
            (field, before, after)
            for field, (before, after) in self.changes.items()
            if field != self.MERGED_WITH
        ]

    @property
    def merged_with(self) -> str | None:
        """Who saved meanwhile, where this edit was merged with another; empty for nobody known."""
        name: str | None = self.changes.get(self.MERGED_WITH, ("", None))[1]
        return name
