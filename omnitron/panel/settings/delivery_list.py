"""The deliveries of one webhook: newest first, narrowed by state and event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from omnitron.core.chips import Chip, chips_of
from omnitron.core.keyset import Page, Sort, page_in
from omnitron.panel.settings.webhook_rows import Counts, counted
from webhooks.models import Delivery
from webhooks.states import DeliveryStatus, Event, Failure

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from webhooks.models import Webhook
    from webhooks.querysets import DeliveryQuerySet

PAGE_SIZE = 25
# What is tried within this time is waited for on the page.
SOON = timedelta(seconds=20)
NEWEST_FIRST = Sort("id", descending=True)


class DeliveryForm(forms.Form):
    """What the list may be narrowed to; what cannot be read is left out."""

    status = forms.ChoiceField(label=_("State"), choices=DeliveryStatus.choices, required=False)
    event = forms.ChoiceField(
        label=_("Event"), choices=[("", _("All events")), *Event.choices], required=False
    )

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; only the fields that say something."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Shown:
    """A delivery in the list, and what it opens to."""

    delivery: Delivery

    @property
    def badge(self) -> str:
        """The look of its state."""
        return f"delivery.{self.delivery.status}"

    @property
    def sent(self) -> str:
        """What is sent, to be read."""
        return json.dumps(self.delivery.body, indent=2, ensure_ascii=False)

    @property
    def answers(self) -> list[Answered]:
        """What came back, the latest first."""
        return [Answered(**answer) for answer in reversed(self.delivery.answers)]

    @property
    def number(self) -> str:
        """The number of the order that it is about."""
        return self.delivery.order.number if self.delivery.order else ""


@dataclass(frozen=True)
class Answered:
    """What came of one attempt."""

    at: Any
    status: int | None
    ms: int
    error: str
    text: str

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)

    @property
    def words(self) -> str | Promise:
        """Why it came to nothing; '' where it was taken."""
        return Failure(self.error).label if self.error else ""


class DeliveryList:
    """One page of it."""

    def __init__(self, webhook: Webhook, query: QueryDict) -> None:
        self.webhook = webhook
        self.query = query
        self.form = DeliveryForm(query)

    @cached_property
    def page(self) -> Page:
        """The deliveries of this page."""
        rows = self._found.select_related("order")
        return page_in(self.query, rows, sort=NEWEST_FIRST, size=PAGE_SIZE, of_dates=False)

    @property
    def rows(self) -> list[Shown]:
        """The same, to be shown."""
        for delivery in self.page.rows:
            delivery.webhook = self.webhook
        return [Shown(delivery) for delivery in self.page.rows]

    @property
    def is_due(self) -> bool:
        """Whether one of this page, the newest, is being sent now or in a moment."""
        soon = timezone.now() + SOON
        on_first = "after" not in self.query and "before" not in self.query
        return (
            on_first
            and self.webhook.is_active
            and any(row.next_try_at and row.next_try_at <= soon for row in self.page.rows)
        )

    @property
    def _found(self) -> DeliveryQuerySet:
        return Delivery.objects.filter(webhook=self.webhook, **self.form.values)

    @cached_property
    def counts(self) -> Counts:
        """What was not taken, whatever the list is narrowed to."""
        return counted([self.webhook])[0]

    @property
    def url(self) -> str:
        """Where the list is."""
        return reverse("omnitron:webhook", args=[self.webhook.pk])

    @cached_property
    def link_query(self) -> QueryDict:
        """The filter: what links to other pages of the list begin with."""
        query = QueryDict(mutable=True)
        query.update(self.form.values)
        return query

    @property
    def address(self) -> str:
        """The list as it is narrowed now."""
        return f"{self.url}?{self.link_query.urlencode()}" if self.link_query else self.url

    @property
    def status(self) -> str:
        """The state asked for; '' for all."""
        return str(self.form.values.get("status", ""))

    @property
    def tabs(self) -> list[tuple[str, str | Promise, str, str]]:
        """Each state with its address and, where somebody may have to act, how many there are."""
        numbers = {
            DeliveryStatus.WAITING: self.counts.waiting_text,
            DeliveryStatus.FAILED: self.counts.failed_text,
        }
        tabs: list[tuple[str, str | Promise, str, str]] = [
            ("", pgettext_lazy("deliveries", "All"), self._address(""), "")
        ]
        for status in DeliveryStatus:
            address = self._address(status.value)
            tabs.append((status.value, status.label, address, numbers.get(status, "")))
        return tabs

    def _address(self, status: str) -> str:
        query = self.link_query.copy()
        query.pop("status", None)
        if status:
            query["status"] = status
        return f"{self.url}?{query.urlencode()}" if query else self.url

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on beside the tab."""
        on = chips_of(self.form, self.link_query, self.url)
        return [chip for chip in on if chip.name != "status"]
