"""What each kind of event of the order log is called: its icon, its tone and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from orders.models import OrderEvent

if TYPE_CHECKING:
    from django.utils.functional import Promise

Kind = OrderEvent.Kind


@dataclass(frozen=True)
class KindLook:
    """Icon, tone and sentence of a kind of event; the sentence may name who and which line."""

    icon: str
    tone: str
    sentence: Promise


KINDS: dict[str, KindLook] = {
    Kind.PLACED: KindLook("receipt", "done", gettext_lazy("Order placed, {amount}")),
    Kind.PAYMENT_RECORDED: KindLook(
        "cash-banknote", "done", gettext_lazy("{who} recorded a payment")
    ),
    Kind.PAYMENT_VOIDED: KindLook(
        "credit-card", "idle", gettext_lazy("{who} let {sum} go that had not been captured")
    ),
    Kind.PAYMENT_CAPTURED: KindLook(
        "alert-triangle",
        "wait",
        gettext_lazy("{who} had captured {sum} before it could be let go: refund the rest"),
    ),
    Kind.PAYMENT_NOT_KNOWN: KindLook(
        "alert-circle",
        "bad",
        gettext_lazy("{who} does not know the payment of {sum}: look there whether it is held"),
    ),
    Kind.STATUS_CHANGED: KindLook("truck", "move", gettext_lazy("{who} changed {what}")),
    Kind.STATUS_CORRECTED: KindLook(
        "arrow-back-up", "wait", gettext_lazy("{who} corrected the status of {what}")
    ),
    Kind.SHIPMENT_CHANGED: KindLook(
        "package", "move", gettext_lazy("{who} changed the shipment of {what}")
    ),
    Kind.INVOICE_CHANGED: KindLook(
        "file-text", "work", gettext_lazy("{who} changed the invoice of {what}")
    ),
    Kind.DETAILS_CHANGED: KindLook(
        "list-details", "idle", gettext_lazy("{who} changed details of {what}")
    ),
    Kind.CUSTOMER_EDITED: KindLook("user", "accent", gettext_lazy("{who} edited the customer")),
    Kind.NOTE_ADDED: KindLook("note", "accent", gettext_lazy("{who} added a note")),
    Kind.REPORTED: KindLook("robot", "idle", gettext_lazy("{who} reported the order to the ERP")),
    Kind.CUSTOMER_ERASED: KindLook(
        "trash", "bad", gettext_lazy("{who} erased the customer’s personal data")
    ),
    Kind.LINE_SPLIT: KindLook("package", "move", gettext_lazy("{who} split the line of {what}")),
    Kind.PACKAGE_MADE: KindLook(
        "package", "move", gettext_lazy("{who} put products into {package}")
    ),
    Kind.PACKAGE_CHANGED: KindLook("package", "move", gettext_lazy("{who} changed {package}")),
    Kind.REQUEST_MADE: KindLook(
        "message-question", "wait", gettext_lazy("{who} asked to cancel or return {what}")
    ),
    Kind.REQUEST_REJECTED: KindLook(
        "ban", "bad", gettext_lazy("{who} rejected the request for {what}")
    ),
    Kind.PLAN_MADE: KindLook(
        "arrow-back-up", "accent", gettext_lazy("{who} made {plan}: {sum} goes back")
    ),
    Kind.PLAN_CONFIRMED: KindLook(
        "circle-check", "done", gettext_lazy("{who} agreed to the return of {plan}")
    ),
    Kind.PLAN_REJECTED: KindLook("ban", "bad", gettext_lazy("{who} refused the return of {plan}")),
    Kind.RETURN_ESCALATED: KindLook(
        "clock",
        "wait",
        gettext_lazy(
            "The return of {plan} was put to the marketplace: its seller has not answered"
        ),
    ),
    Kind.PLAN_WITHDRAWN: KindLook("arrow-back-up", "idle", gettext_lazy("{who} withdrew {plan}")),
    Kind.PLAN_COMPLETED: KindLook("circle-check", "done", gettext_lazy("{plan} was completed")),
    Kind.MANUAL_REFUND_NEEDED: KindLook(
        "cash-banknote", "wait", gettext_lazy("{plan} needs a refund by hand")
    ),
    Kind.REFUND_SUCCEEDED: KindLook("cash-banknote", "done", gettext_lazy("{who} sent {sum} back")),
    Kind.REFUND_DECLINED: KindLook(
        "alert-circle", "bad", gettext_lazy("{who} declined to send {sum} back")
    ),
    Kind.ACCOUNT_RECORDED: KindLook(
        "cash-banknote", "accent", gettext_lazy("{who} recorded the account for {plan}")
    ),
    Kind.ACCOUNT_CORRECTED: KindLook(
        "cash-banknote", "wait", gettext_lazy("{who} corrected the account for {plan}")
    ),
    Kind.REFUND_MADE: KindLook(
        "cash-banknote", "done", gettext_lazy("{who} sent {sum} back by hand")
    ),
    Kind.REFUND_LEFT: KindLook(
        "circle-check",
        "done",
        gettext_lazy("{who} closed a refund of {sum}: the gateway had given money back already"),
    ),
    Kind.REFUND_REVERSED: KindLook(
        "alert-triangle", "bad", gettext_lazy("{who} took {sum} back that had been refunded")
    ),
    Kind.EXTERNAL_REVERSED: KindLook(
        "alert-triangle",
        "bad",
        gettext_lazy("{who} took {sum} back that had been refunded there outside of any plan"),
    ),
    Kind.REFUND_EXTERNAL: KindLook(
        "cash-banknote", "wait", gettext_lazy("{who} sent {sum} back, which nobody asked for here")
    ),
    Kind.GATEWAY_TRIED_AGAIN: KindLook(
        "arrow-back-up", "work", gettext_lazy("{who} had the gateway try {sum} again")
    ),
}
# Somebody looked at the gateway, which itself declined nothing.
_NOT_FOUND = KindLook(
    "alert-circle", "bad", gettext_lazy("{who} did not find {sum} at the gateway")
)


def look_of(event: OrderEvent) -> KindLook:
    """How the log shows an event."""
    by_person = event.actor_type == OrderEvent.ActorType.USER
    return _NOT_FOUND if by_person and event.kind == Kind.REFUND_DECLINED else KINDS[event.kind]
