"""Events as Seller Center tells them: in its words, and only what a person sees of the order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from omnitron.order_pages.log_causes import cause_in_words
from omnitron.order_pages.log_lines import LogWriter
from omnitron.seller_center.history.people import People
from omnitron.seller_center.history.told import TOLD, Readers
from omnitron.seller_center.links import package_url
from orders.models import OrderEvent
from orders.shown_status import shown_status
from orders.states import UNAPPROVED, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from omnitron.seller_center.history.plans import PlanTold
    from omnitron.seller_center.history.seen import Seen


class ShareWriter(LogWriter):
    """Writes the events about what is seen; `plans` by the cause that their events name."""

    def __init__(
        self, seen: Seen, plans: Mapping[str, PlanTold], events: Sequence[OrderEvent]
    ) -> None:
        whys = {
            event.pk: plans[event.cause].why
            for event in events
            if event.kind == OrderEvent.Kind.PLAN_MADE
        }
        super().__init__(seen.order, whys)
        self.seen = seen
        self.plans = plans
        self.events = events

    @cached_property
    def people(self) -> People:
        """Who did it; for who sees the order whole nobody needs to be looked up."""
        actors = () if self.seen.is_whole else [event.actor_id for event in self.events]
        return People(actors, self.seen.user.seller_ids)

    @property
    def amount(self) -> Decimal:
        """What was bought of it."""
        return super().amount if self.seen.amount is None else self.seen.amount

    def knows(self, event: OrderEvent) -> bool:
        """Whether the person knows who did it."""
        return self.seen.is_whole or self.people.are_ours(event)

    def who(self, event: OrderEvent) -> str:
        """A colleague by name, somebody else by what they work for."""
        return super().who(event) if self.knows(event) else self.people.word(event)

    def sum(self, event: OrderEvent) -> str:
        """What goes back for what is seen; charges of the order are for who sees all of it."""
        if self.seen.is_all:
            return super().sum(event)
        plan = self.plans.get(event.cause)
        return self.words.money(plan.amount) if plan else ""

    def note(self, event: OrderEvent) -> str:
        """What was said, to whom it was said; of a plan only if it has nobody else's items."""
        plan = self.plans.get(event.cause)
        if plan and plan.has_strangers:
            return ""
        readers = TOLD[event.kind].note
        if readers == Readers.NOBODY or (readers == Readers.OWN and not self.knows(event)):
            return ""
        return event.note

    def fields(self, event: OrderEvent) -> list[tuple[str, Any, Any]]:
        """What the table tells of it."""
        told = TOLD[event.kind]
        shown = told.fields | told.to_whole if self.seen.is_whole else told.fields
        return [change for change in super().fields(event) if change[0] in shown]

    def values(self, event: OrderEvent, field: str, before: Any, after: Any) -> tuple[str, str]:
        """Statuses in the words of Seller Center."""
        if field != "status":
            return super().values(event, field, before, after)
        plan = self.plans.get(event.cause)
        rejected = plan is not None and plan.is_rejection
        words = _status(before, rejected=rejected), _status(after, rejected=rejected)
        # “Shipped” twice tells nothing: the finer words do.
        return super().values(event, field, before, after) if words[0] == words[1] else words

    def cause(self, event: OrderEvent) -> SafeString | str:
        """The package that it went through; other causes are known to whom knows who did it."""
        kind, _colon, reference = event.cause.partition(":")
        if kind == "package":
            if not self.seen.is_order or reference not in self.seen.packages:
                return ""
            words = cause_in_words(event.cause)
            return format_html('<a href="{}">{}</a>', package_url(reference), words)
        return super().cause(event) if self.knows(event) else ""

    def plan_url(self, plan_id: str) -> str:
        """The plan on the page of its order."""
        url = reverse("seller_center:order-detail", args=[self.order.number])
        return f"{url}#plan-{plan_id}"


def _status(code: Any, *, rejected: bool) -> str:
    if code not in Status.values:
        return ""
    if code in UNAPPROVED:
        return _("Not approved yet")
    return str(shown_status(code, rejected=rejected).label)
