"""One page of the returns: a tab, and what is known of each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse

from cancellations.models import CancellationPlanItem
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core import formats
from omnitron.core.errors import Refusal
from omnitron.core.keyset import Page, count_up_to, cursor_in, page_of
from omnitron.seller_center.returns.rows import Row
from omnitron.seller_center.returns.tabs import ESCALATED, WAITING, returns_of, tabs_for
from orders.access import sees_whole
from orders.models import OrderEvent, OrderItem, SellerStaff

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import QueryDict

    from cancellations.models import CancellationPlan
    from cancellations.querysets import PlanQuerySet
    from omnitron.accounts.models import User

PAGE_SIZE = 50
COUNTED = 10_000
PLACE = ("tab", "after", "before")
_ANSWERS = (OrderEvent.Kind.PLAN_CONFIRMED, OrderEvent.Kind.PLAN_REJECTED)


class Listing:
    """What a query shows."""

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.query = query
        tabs = tabs_for(user)
        self.tab = query.get("tab", "") if query.get("tab") in tabs else WAITING
        self.problem = ""

    @property
    def shows_sellers(self) -> bool:
        """Whether the returns are of several sellers, or may be."""
        return self.user.has_perm("accounts.view_all_sellers") or len(self.user.seller_ids) > 1

    @property
    def plans(self) -> PlanQuerySet:
        """The returns of the tab."""
        return tabs_for(self.user)[self.tab].of(returns_of(self.user))

    @cached_property
    def page(self) -> Page:
        """The returns of this page."""
        try:
            cursor = cursor_in(self.query, of_dates=True)
        except Refusal as refusal:
            cursor, self.problem = None, str(refusal)
        plans = with_parts(self.plans, self.user)
        sort = tabs_for(self.user)[self.tab].sort
        return page_of(plans, sort=sort, size=PAGE_SIZE, cursor=cursor)

    @cached_property
    def rows(self) -> list[Row]:
        """The same as rows."""
        return rows_of(self.user, self.page.rows)

    @cached_property
    def count(self) -> int:
        """How many there are, counted no further than one beyond `COUNTED`."""
        if not self.page.next and not self.page.previous:
            return len(self.page.rows)
        return count_up_to(COUNTED + 1, self.plans)

    @property
    def count_text(self) -> str:
        """“14”, or “10,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @cached_property
    def escalated(self) -> int:
        """How many have waited for too long, for who is told of it."""
        tabs = tabs_for(self.user)
        if ESCALATED not in tabs:
            return 0
        return count_up_to(COUNTED + 1, tabs[ESCALATED].of(returns_of(self.user)))

    @property
    def url(self) -> str:
        """Where the list is."""
        return reverse("seller_center:return-list")

    @property
    def tabs(self) -> list[tuple[str, str, str]]:
        """Each tab's name, label and address; the first stands for the page itself."""
        found = []
        for name, tab in tabs_for(self.user).items():
            label = str(tab.label)
            if name == ESCALATED and self.escalated:
                label = f"{label} {formats.capped_text(self.escalated, COUNTED)}"
            found.append((name, label, self.url if name == WAITING else f"{self.url}?tab={name}"))
        return found

    @property
    def next_url(self) -> str:
        """The next page; '' for none."""
        return self._beyond("after", self.page.next)

    @property
    def previous_url(self) -> str:
        """The page before; '' for none."""
        return self._beyond("before", self.page.previous)

    def _beyond(self, name: str, key: str) -> str:
        if not key:
            return ""
        query = {"tab": self.tab, name: key} if self.tab != WAITING else {name: key}
        return f"{self.url}?{urlencode(query)}"

    @property
    def place(self) -> str:
        """The query of this very page, to come back to it."""
        query = self.query.copy()
        for name in self.query:
            if name not in PLACE or not query[name]:
                del query[name]
        return query.urlencode()


def with_parts(plans: PlanQuerySet, user: User) -> PlanQuerySet:
    """The same with their orders, their sellers and what the person sees of their items."""
    seen = OrderItem.objects.visible_to(user, SELLER_CENTER)
    entries = CancellationPlanItem.objects.filter(item__in=seen).select_related("item", "reason")
    plans = plans.select_related("order", "seller", "confirmed_by")
    return plans.prefetch_related(Prefetch("items", entries.order_by("pk")))


def rows_of(user: User, plans: Collection[CancellationPlan]) -> list[Row]:
    """Returns as rows; who answered and why is read once for all of them."""
    channels, own = sees_whole(user), set(user.seller_ids)
    answers_for_all = user.has_perm("cancellations.confirm_return")
    answered = [plan for plan in plans if plan.confirmed_by_id]
    colleagues, words = _colleagues(own) if answered else set(), _words(answered)
    rows = []
    for plan in plans:
        is_whole = channels is None or plan.order.channel_id in channels
        is_known = is_whole or plan.confirmed_by_id in colleagues
        rows.append(
            Row(
                plan,
                is_whole,
                may_answer=plan.seller_id in own or (is_whole and answers_for_all),
                who=str(plan.confirmed_by) if is_known else "",
                words=words.get(f"plan:{plan.pk}", ""),
            )
        )
    return rows


def _colleagues(seller_ids: Iterable[int]) -> set[int]:
    staff = SellerStaff.objects.filter(seller__in=seller_ids)
    return set(staff.values_list("user_id", flat=True))


def _words(plans: Collection[CancellationPlan]) -> dict[str, str]:
    """What was said with each answer, by the cause that its event names."""
    if not plans:
        return {}
    events = OrderEvent.objects.filter(
        order__in=[plan.order_id for plan in plans],
        kind__in=_ANSWERS,
        cause__in=[f"plan:{plan.pk}" for plan in plans],
    )
    return dict(events.values_list("cause", "note"))
