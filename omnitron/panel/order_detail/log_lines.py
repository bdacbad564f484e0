"""The order log in words: what each kind of event is called, and values as people know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from omnitron.panel.order_detail.captions import caption_of
from orders.models import OrderEvent
from payments.gateways import internal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from omnitron.panel.order_detail.log_values import ValueWords

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
    Kind.CUSTOMER_EDITED: KindLook("user", "accent", gettext_lazy("{who} edited the customer")),
    Kind.NOTE_ADDED: KindLook("note", "accent", gettext_lazy("{who} added a note")),
    Kind.REPORTED: KindLook("robot", "idle", gettext_lazy("{who} reported the order to the ERP")),
    Kind.CUSTOMER_ERASED: KindLook(
        "trash", "bad", gettext_lazy("{who} erased the customer’s personal data")
    ),
    Kind.LINE_SPLIT: KindLook("package", "move", gettext_lazy("{who} split the line of {what}")),
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
# What the sentences of plans, refunds and payments say themselves.
_TOLD = frozenset({"plan", "refund", "payment", "amount"})
_ACTOR_TYPES = {
    OrderEvent.ActorType.API_CLIENT: gettext_lazy("API client %(name)s"),
    OrderEvent.ActorType.GATEWAY: gettext_lazy("Gateway %(name)s"),
}
_CAUSES = {"request": gettext_lazy("Request %(reference)s")}


@dataclass(frozen=True)
class Difference:
    """A changed field in words; an empty text stands for an empty value."""

    caption: str
    before: str
    after: str
    erased: bool


@dataclass(frozen=True)
class LogLine:
    """An event as the log shows it, or the same event of several lines of the order.

    `names` are theirs; of a single one the sentence has it. `remark` says what else is to know.
    """

    at: datetime
    look: KindLook
    sentence: SafeString
    names: list[str]
    differences: list[Difference]
    remark: str
    note: str
    small_print: SafeString


def actor_name(actor_type: str, name: str) -> str:
    """Who did it, in words: a person by name, a gateway as one, the system where nobody did."""
    if not name:
        return _("The system")
    if actor_type == OrderEvent.ActorType.GATEWAY and name == internal.NAME:
        return _("Our own ledger")
    words = _ACTOR_TYPES.get(OrderEvent.ActorType(actor_type))
    return str(words) % {"name": name} if words else name


def grouped(events: Iterable[OrderEvent]) -> list[list[OrderEvent]]:
    """The events, those together that say the same of several lines at the same moment."""
    groups: dict[Any, list[OrderEvent]] = {}
    for event in events:
        groups.setdefault(_said_by(event), []).append(event)
    return list(groups.values())


def _said_by(event: OrderEvent) -> Any:
    """What two events of different lines must share to be told as one."""
    if event.item is None:
        return event.pk
    who = (event.actor_type, event.actor_id, event.actor_name)
    # As text, because a list cannot be a key.
    changes = str(event.fields_changed())
    return (event.at, event.kind, who, event.cause, changes, event.note)


def log_line(events: Sequence[OrderEvent], words: ValueWords) -> LogLine:
    """Put an event into words, or several that `grouped` put together."""
    event = events[0]
    look = _look_of(event)
    who = actor_name(event.actor_type, event.actor_name)
    sentence = format_html(
        str(look.sentence),
        who=format_html("<strong>{}</strong>", who),
        what=_what(events),
        amount=words.money(event.order.amount),
        plan=_plan_of(event),
        sum=_sum_of(event, words),
    )
    named = "{who}" in str(look.sentence)
    return LogLine(
        at=event.at,
        look=look,
        sentence=sentence,
        names=_names(events) if len(events) > 1 else [],
        differences=_differences(event, words),
        remark=_remark(event),
        note=event.note,
        small_print=_small_print(event, "" if named else who, look),
    )


def _look_of(event: OrderEvent) -> KindLook:
    by_person = event.actor_type == OrderEvent.ActorType.USER
    return _NOT_FOUND if by_person and event.kind == Kind.REFUND_DECLINED else KINDS[event.kind]


def _sum_of(event: OrderEvent, words: ValueWords) -> str:
    """The amount that the event is about; one that was taken back stands before the change."""
    before, after = event.changes.get("amount", (None, None))
    amount = before if after is None else after
    return "" if amount is None else words.money(amount)


def _plan_of(event: OrderEvent) -> SafeString | str:
    """The plan that the event is about, as a link into the page of its order."""
    kind, _colon, plan_id = event.cause.partition(":")
    if kind != "plan":
        return _("a plan")
    url = reverse("omnitron:order-detail", args=[event.order.number])
    words = _("Plan %(plan)s") % {"plan": plan_id}
    return format_html('<a href="{}#plan-{}">{}</a>', url, plan_id, words)


def _small_print(event: OrderEvent, who: str, look: KindLook) -> SafeString:
    """Who, where the sentence does not say it, and what made it happen."""
    cause: SafeString | str = cause_in_words(event.cause)
    if event.cause.startswith("plan:"):
        linked = "{plan}" in str(look.sentence)
        cause = "" if linked else _plan_of(event)
    parts = [(part,) for part in (who, cause) if part]
    return format_html_join(", ", "{}", parts)


def _differences(event: OrderEvent, words: ValueWords) -> list[Difference]:
    told = _TOLD if "{sum}" in str(KINDS[event.kind].sentence) else _TOLD - {"amount"}
    return [
        Difference(
            caption=caption_of(field),
            before=words.of(field, before),
            after=words.of(field, after),
            # Blanked on both sides: the log keeps that there was a change, not of what.
            erased=before is None and after is None,
        )
        for field, before, after in event.fields_changed()
        if field not in told
    ]


def _remark(event: OrderEvent) -> str:
    if event.merged_with is None:
        return ""
    name = event.merged_with or _("somebody else")
    return _("Merged with what %(name)s saved meanwhile.") % {"name": name}


def _what(events: Sequence[OrderEvent]) -> str | SafeString:
    item = events[0].item
    if item is None:
        return _("the order")
    count = len(events)
    many = ngettext("%(count)s item", "%(count)s items", count) % {"count": count}
    return format_html("<strong>{}</strong>", many if count > 1 else item.name)


def _names(events: Iterable[OrderEvent]) -> list[str]:
    items = [event.item for event in events if event.item]
    return [item.name for item in sorted(items, key=lambda item: item.line_number)]


def cause_in_words(cause: str) -> str:
    """“Request 7f3c91d0” for `request:7f3c91d0`; a cause of another kind as it stands."""
    kind, colon, reference = cause.partition(":")
    words = _CAUSES.get(kind)
    return str(words) % {"reference": reference} if colon and words else cause
