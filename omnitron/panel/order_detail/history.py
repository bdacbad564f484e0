"""Which events of an order the log shows, and what there is to filter them by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Max, Q, TextField
from django.urls import reverse
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.keyset import Page, Sort, page_in
from omnitron.order_pages.captions import caption_of
from omnitron.order_pages.log_events import events_of, told_once
from omnitron.order_pages.log_lines import LogWriter, actor_name
from omnitron.order_pages.log_reasons import whys_of
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import QueryDict

    from omnitron.order_pages.log_lines import LogLine
    from omnitron.order_pages.log_reasons import Why
    from orders.models import Order

PAGE_SIZE = 50
COUNTED = 1_000
NEWEST_FIRST = Sort("at", descending=True)
Topic = OrderEvent.Topic
Choice = tuple[str, str]


@dataclass(frozen=True)
class Traits:
    """By what an entry is found: its topic, who did it, its lines, the fields that it changed."""

    topic: str
    who: str
    who_in_words: str
    items: frozenset[str]
    fields: tuple[str, ...]

    def match(self, wanted: dict[str, str]) -> bool:
        """Whether the side filters let the entry through."""
        return (
            wanted["who"] in ("", self.who)
            and (not wanted["item"] or wanted["item"] in self.items)
            and (not wanted["field"] or wanted["field"] in self.fields)
        )


@dataclass(frozen=True)
class Tab:
    """The events of a topic, or all of them."""

    label: str
    count: str
    is_current: bool
    query: str


class _Writer(LogWriter):
    """Links to the pages of Omnitron; `opens_files` to bulk updates, for who may look at them."""

    def __init__(self, order: Order, whys: Mapping[int, Why], *, opens_files: bool) -> None:
        super().__init__(order, whys)
        self.opens_files = opens_files

    def plan_url(self, plan_id: str) -> str:
        """The plan on the page of its order."""
        return f"{reverse('omnitron:order-detail', args=[self.order.number])}#plan-{plan_id}"

    def file_url(self, bulk_update: int) -> str:
        """The page of a bulk update."""
        return reverse("omnitron:bulk-update", args=[bulk_update]) if self.opens_files else ""


class History:
    """The events of an order that match a query, in words."""

    def __init__(self, order: Order, query: QueryDict, *, opens_files: bool = False) -> None:
        self.order = order
        self.query = query
        self.opens_files = opens_files

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The filter that is on; what the log does not offer counts as nothing."""
        offered = {
            "topic": Topic.values,
            "who": [who for who, _label in self.people],
            "item": [item for item, _label in self.items],
            "field": [field for field, _label in self.fields],
        }
        given = {name: self.query.get(name, "") for name in offered}
        return {name: value if value in offered[name] else "" for name, value in given.items()}

    @cached_property
    def page(self) -> Page:
        """One page of matching events, each told once."""
        return page_in(
            self.query,
            told_once(events_of(self.order).filter(self._condition())),
            sort=NEWEST_FIRST,
            size=PAGE_SIZE,
            of_dates=True,
        )

    @cached_property
    def days(self) -> list[tuple[date, list[LogLine]]]:
        """The lines of the page by day, in the reader's time zone."""
        writer = _Writer(self.order, whys_of(self.page.rows), opens_files=self.opens_files)
        return writer.days(self.page.rows)

    @cached_property
    def total(self) -> str:
        """How many events match, counted up to `COUNTED`."""
        return next(tab.count for tab in self.tabs if tab.is_current)

    @cached_property
    def tabs(self) -> list[Tab]:
        """All, then each topic, counted among what the side filters let through."""
        topics = [traits.topic for traits in self._traits[:COUNTED] if traits.match(self.wanted)]
        tabs = [self._tab("", _("All"), len(topics))]
        return tabs + [self._tab(topic, str(topic.label), topics.count(topic)) for topic in Topic]

    @property
    def is_filtered(self) -> bool:
        """Whether some events may be left out."""
        return any(self.wanted.values())

    @property
    def older_query(self) -> str:
        """The query of the next page; empty on the last."""
        return self._query(after=self.page.next) if self.page.next else ""

    @property
    def newer_query(self) -> str:
        """The query of the page before; empty on the first."""
        return self._query(before=self.page.previous) if self.page.previous else ""

    @cached_property
    def people(self) -> list[Choice]:
        """Everybody who did something."""
        # The newest name of somebody who was renamed stands for the older ones too.
        names = {traits.who: traits.who_in_words for traits in reversed(self._traits)}
        return sorted(names.items(), key=lambda one: one[1])

    @cached_property
    def items(self) -> list[Choice]:
        """The lines of the order."""
        lines = self.order.items.order_by("line_number").values_list("pk", "line_number", "name")
        return [(str(pk), f"{line}. {name}") for pk, line, name in lines]

    @cached_property
    def fields(self) -> list[Choice]:
        """The fields that were ever changed."""
        names = {name for traits in self._traits for name in traits.fields}
        names.discard(OrderEvent.MERGED_WITH)
        return sorted(((name, caption_of(name)) for name in names), key=lambda one: one[1])

    @cached_property
    def _traits(self) -> list[Traits]:
        """The newest entries, one more than are counted."""
        keys = Func(
            F("changes"),
            template="ARRAY(SELECT jsonb_object_keys(%(expressions)s))",
            output_field=ArrayField(TextField()),
        )
        entries = (
            events_of(self.order)
            .values_list("told_as", "at", "kind", "actor_type", "actor_id", "actor_name", keys)
            .annotate(items=ArrayAgg("item_id"), newest=Max("pk"))
            .order_by("-at", "-newest")
        )
        newest = entries[: COUNTED + 1]
        return [
            Traits(
                topic=OrderEvent.TOPICS[kind],
                who=f"user:{actor_id}" if actor_id else f"{actor_type}:{name}",
                who_in_words=actor_name(actor_type, name),
                items=frozenset(map(str, items)),
                fields=tuple(fields),
            )
            for _as, _at, kind, actor_type, actor_id, name, fields, items, _newest in newest
        ]

    def _tab(self, topic: str, label: str, count: int) -> Tab:
        more = "+" if len(self._traits) > COUNTED else ""
        return Tab(
            label=label,
            count=formats.count_text(count) + more,
            is_current=topic == self.wanted["topic"],
            query=self._query(topic=topic),
        )

    def _query(self, **changed: str) -> str:
        parts = self.query.copy()
        parts.clear()
        parts.update({name: v for name, v in {**self.wanted, **changed}.items() if v})
        return parts.urlencode()

    def _condition(self) -> Q:
        condition = Q()
        if topic := self.wanted["topic"]:
            condition &= Q(kind__in=[kind for kind, of in OrderEvent.TOPICS.items() if of == topic])
        if who := self.wanted["who"]:
            actor_type, _colon, name = who.partition(":")
            is_user = actor_type == OrderEvent.ActorType.USER
            condition &= Q(actor_id=name) if is_user else Q(actor_type=actor_type, actor_name=name)
        if item := self.wanted["item"]:
            condition &= Q(item_id=item)
        if field := self.wanted["field"]:
            condition &= Q(changes__has_key=field)
        return condition
