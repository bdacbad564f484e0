"""The events of the order log as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from omnitron.order_pages.captions import caption_of
from omnitron.order_pages.log_causes import cause_in_words, file_of, plan_of, told_plan
from omnitron.order_pages.log_kinds import KINDS, look_of
from omnitron.order_pages.log_values import ValueWords
from orders.models import OrderEvent, ShippingCompany
from payments.gateways import internal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from omnitron.order_pages.log_kinds import KindLook
    from omnitron.order_pages.log_reasons import Why
    from orders.models import Order

# What the sentences of plans, refunds and payments say themselves.
_TOLD = frozenset({"plan", "refund", "payment", "amount", "package"})
# What is no change: it says of which goods a package was made.
_FACTS = frozenset({"from_package", "order_lines"})
_ACTOR_TYPES = {
    OrderEvent.ActorType.API_CLIENT: gettext_lazy("API client %(name)s"),
    OrderEvent.ActorType.GATEWAY: gettext_lazy("Gateway %(name)s"),
}


@dataclass(frozen=True)
class Difference:
    """A changed field in words, a fact with `after` alone; an empty text is an empty value."""

    caption: str
    before: str
    after: str
    erased: bool
    is_fact: bool


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


class LogWriter:
    """Puts the events of an order into words, for who may read all of them.

    `whys` are those of the plans that were made, by the event's key. Events are as `told_once`
    gives them.
    """

    def __init__(self, order: Order, whys: Mapping[int, Why]) -> None:
        self.order = order
        self.whys = whys
        companies = dict(ShippingCompany.objects.values_list("pk", "name"))
        self.words = ValueWords(currency=order.currency, companies=companies)

    def days(self, events: Iterable[OrderEvent]) -> list[tuple[date, list[LogLine]]]:
        """The events by day, in the reader's time zone."""
        lines = [self.line(event) for event in events]
        by_day = groupby(lines, key=lambda line: timezone.localdate(line.at))
        return [(day, list(of_day)) for day, of_day in by_day]

    def line(self, event: OrderEvent) -> LogLine:
        """One event in words."""
        look = look_of(event)
        names: Sequence[str] = event.names  # type: ignore[attr-defined]
        sentence = format_html(
            str(look.sentence),
            who=format_html("<strong>{}</strong>", self.who(event)),
            what=_what(names),
            amount=self.words.money(self.amount),
            plan=self._plan(event),
            sum=self.sum(event),
            package=_package_of(event),
        )
        why = self.whys.get(event.pk)
        return LogLine(
            at=event.at,
            look=look,
            sentence=sentence,
            names=names if len(names) > 1 else (),
            differences=self._differences(event),
            remark=_remark(event) or (why.in_words if why else ""),
            notes=list(filter(None, [self.note(event), *(why.notes if why else ())])),
            small_print=self._small_print(event, look),
        )

    @property
    def amount(self) -> Decimal:
        """What was bought."""
        amount: Decimal = self.order.amount
        return amount

    def who(self, event: OrderEvent) -> str:
        """Who did it."""
        return actor_name(event.actor_type, event.actor_name)

    def sum(self, event: OrderEvent) -> str:
        """The amount that the event is about; one taken back stands before the change."""
        before, after = event.changes.get("amount", (None, None))
        amount = before if after is None else after
        return "" if amount is None else self.words.money(amount)

    def note(self, event: OrderEvent) -> str:
        """What somebody said with it."""
        return event.note

    def fields(self, event: OrderEvent) -> list[tuple[str, Any, Any]]:
        """Field, before, after."""
        return event.fields_changed()

    def values(self, event: OrderEvent, field: str, before: Any, after: Any) -> tuple[str, str]:
        """Both values of a field in words."""
        return self.words.of(field, before), self.words.of(field, after)

    def cause(self, event: OrderEvent) -> SafeString | str:
        """What made it happen, where no plan did."""
        found = file_of(event.cause)
        words = cause_in_words(event.cause)
        url = self.file_url(found[0]) if found else ""
        return format_html('<a href="{}">{}</a>', url, words) if url else words

    def plan_url(self, plan_id: str) -> str:
        """Where a plan of the order stands."""
        raise NotImplementedError

    def file_url(self, bulk_update: int) -> str:
        """Where a bulk update stands; '' where the reader cannot go."""
        return ""

    def _plan(self, event: OrderEvent) -> SafeString | str:
        plan_id = plan_of(event.cause)
        if not plan_id:
            return told_plan("")
        return format_html('<a href="{}">{}</a>', self.plan_url(plan_id), told_plan(plan_id))

    def _differences(self, event: OrderEvent) -> list[Difference]:
        told = _TOLD if "{sum}" in str(KINDS[event.kind].sentence) else _TOLD - {"amount"}
        differences = []
        for field, before, after in self.fields(event):
            if field in told:
                continue
            # Blanked on both sides: the log keeps that there was a change, not of what.
            erased = before is None and after is None
            words = self.values(event, field, before, after)
            is_fact = field in _FACTS
            differences.append(
                Difference(caption_of(field), *words, erased=erased, is_fact=is_fact)
            )
        return differences

    def _small_print(self, event: OrderEvent, look: KindLook) -> SafeString:
        """Who, where the sentence does not say it, and what made it happen."""
        sentence = str(look.sentence)
        who = "" if "{who}" in sentence else self.who(event)
        cause: SafeString | str = ""
        if plan_of(event.cause):
            cause = "" if "{plan}" in sentence else self._plan(event)
        elif "{package}" not in sentence:
            cause = self.cause(event)
        parts = [(part,) for part in (who, cause) if part]
        return format_html_join(", ", "{}", parts)


def _package_of(event: OrderEvent) -> SafeString:
    _before, number = event.changes.get("package", (None, ""))
    words = _("package %(package)s") % {"package": number}
    return format_html("<strong>{}</strong>", words)


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
