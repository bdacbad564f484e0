"""The events of the order log as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from omnitron.core.formats import count_text
from omnitron.order_pages.captions import caption_of
from omnitron.panel.order_detail.log_kinds import KINDS, look_of
from orders.models import OrderEvent
from payments.gateways import internal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.safestring import SafeString

    from omnitron.order_pages.log_values import ValueWords
    from omnitron.panel.order_detail.log_kinds import KindLook
    from omnitron.panel.order_detail.log_reasons import Why

# What the sentences of plans, refunds and payments say themselves.
_TOLD = frozenset({"plan", "refund", "payment", "amount", "package"})
_ACTOR_TYPES = {
    OrderEvent.ActorType.API_CLIENT: gettext_lazy("API client %(name)s"),
    OrderEvent.ActorType.GATEWAY: gettext_lazy("Gateway %(name)s"),
}
_CAUSES = {
    "request": gettext_lazy("Request %(reference)s"),
    "package": gettext_lazy("Package %(reference)s"),
}
# Their references are a bulk update and a line of its file.
_FILE_CAUSES = {
    "bulk": gettext_lazy("Bulk update %(id)s, line %(line)s"),
    "bulk_undo": gettext_lazy("Undo of bulk update %(id)s, line %(line)s"),
}


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
    names: Sequence[str]
    differences: list[Difference]
    remark: str
    notes: list[str]
    small_print: SafeString


def actor_name(actor_type: str, name: str) -> str:
    """Who did it, in words: a person by name, a gateway as one, the system where nobody did."""
    if not name:
        return _("The system")
    if actor_type == OrderEvent.ActorType.GATEWAY and name == internal.NAME:
        return _("Our own ledger")
    words = _ACTOR_TYPES.get(OrderEvent.ActorType(actor_type))
    return str(words) % {"name": name} if words else name


def log_line(
    event: OrderEvent,
    names: Sequence[str],
    words: ValueWords,
    why: Why | None = None,
    *,
    opens_files: bool = False,
) -> LogLine:
    """Put an event into words.

    `names` are of the lines that it is about, none of the order's; `why` of the plan that it made;
    `opens_files` links bulk updates, for who may look at them.
    """
    look = look_of(event)
    who = actor_name(event.actor_type, event.actor_name)
    sentence = format_html(
        str(look.sentence),
        who=format_html("<strong>{}</strong>", who),
        what=_what(names),
        amount=words.money(event.order.amount),
        plan=_plan_of(event),
        sum=_sum_of(event, words),
        package=_package_of(event),
    )
    named = "{who}" in str(look.sentence)
    return LogLine(
        at=event.at,
        look=look,
        sentence=sentence,
        names=names if len(names) > 1 else (),
        differences=_differences(event, words),
        remark=_remark(event) or (why.in_words if why else ""),
        notes=list(filter(None, [event.note, *(why.notes if why else ())])),
        small_print=_small_print(event, "" if named else who, look, opens_files=opens_files),
    )


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


def _package_of(event: OrderEvent) -> SafeString:
    _before, number = event.changes.get("package", (None, ""))
    words = _("package %(package)s") % {"package": number}
    return format_html("<strong>{}</strong>", words)


def _small_print(event: OrderEvent, who: str, look: KindLook, *, opens_files: bool) -> SafeString:
    """Who, where the sentence does not say it, and what made it happen."""
    cause: SafeString | str = cause_in_words(event.cause)
    if event.cause.startswith("plan:"):
        linked = "{plan}" in str(look.sentence)
        cause = "" if linked else _plan_of(event)
    elif "{package}" in str(look.sentence):
        cause = ""
    elif opens_files and (found := _file_of(event.cause)):
        url = reverse("omnitron:bulk-update", args=[found[0]])
        cause = format_html('<a href="{}">{}</a>', url, cause)
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


def _what(names: Sequence[str]) -> str | SafeString:
    if not names:
        return _("the order")
    count = len(names)
    many = ngettext("%(count)s item", "%(count)s items", count) % {"count": count}
    return format_html("<strong>{}</strong>", many if count > 1 else names[0])


def cause_in_words(cause: str) -> str:
    """“Request 7f3c91d0” for `request:7f3c91d0`; a cause of another kind as it stands."""
    kind, colon, reference = cause.partition(":")
    if found := _file_of(cause):
        bulk_update, line = found
        words = {"id": bulk_update, "line": count_text(line)}
        return str(_FILE_CAUSES[kind]) % words
    sentence = _CAUSES.get(kind)
    return str(sentence) % {"reference": reference} if colon and sentence else cause


def _file_of(cause: str) -> tuple[int, int] | None:
    """The bulk update and the line of its file that made something happen."""
    kind, _colon, reference = cause.partition(":")
    bulk_update, _slash, line = reference.partition("/")
    if kind in _FILE_CAUSES and bulk_update.isdecimal() and line.isdecimal():
        return int(bulk_update), int(line)
    return None
