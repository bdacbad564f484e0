"""What stands on the dashboard for a person: figures, each with the list that makes it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from cancellations.states import PlanType
from omnitron.core.briefly import kept_briefly
from omnitron.core.days import Days
from omnitron.core.figures import Figure, address
from omnitron.core.formats import count_text
from omnitron.panel.dashboard.counting import count, parts_of
from omnitron.panel.dashboard.figures import (
    bulk_updates_figure,
    by_hand_figure,
    order_figures,
    requests_figure,
    rests_figure,
)
from omnitron.panel.dashboard.order_counts import OrderCounts, list_url
from omnitron.panel.dashboard.plot import Plot, plot_of
from omnitron.panel.dashboard.rows import ReasonRow, RefundRow, reason_rows, refund_rows

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.accounts.models import User

SECONDS = 60
MONTH = 30
TODAY = "today"
# As many reasons as stand beside the plot.
FREQUENT = 7


class DayRow(NamedTuple):
    """The numbers of a day of the plot."""

    day: date
    orders: str
    orders_url: str
    canceled: str
    canceled_url: str


class Dashboard:
    """The figures of a period; all are counted at once and kept for a minute."""

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.is_today = query.get("period") == TODAY
        self.month = Days.up_to_today(MONTH)
        self.days = Days.up_to_today(1) if self.is_today else self.month
        self.parts = parts_of(user)

    @cached_property
    def counted(self) -> dict[str, Any]:
        """What is counted, by the name of its part."""
        return kept_briefly(self._key, SECONDS, self._count)

    def _count(self) -> dict[str, Any]:
        return count(self.user, days=self.days, month=self.month, parts=self.parts)

    @property
    def _key(self) -> str:
        # Whoever loses a permission or a channel must not see what was counted with it.
        channels = "all" if self.user.sees_every_channel else self.user.channel_ids
        days = (str(self.days.first), str(self.days.last), timezone.get_current_timezone_name())
        seen = repr((days, self.parts, channels))
        return f"dashboard:{self.user.pk}:{sha256(seen.encode()).hexdigest()}"

    @property
    def at(self) -> datetime:
        """When it was counted."""
        return datetime.fromisoformat(self.counted["at"])

    @property
    def sees_nothing(self) -> bool:
        """Whether the person was given no sales channel."""
        return not self.user.sees_every_channel and not self.user.channel_ids

    @cached_property
    def figures(self) -> list[Figure]:
        """The numbers on top."""
        counted, found = self.counted, []
        if "orders" in counted:
            found += order_figures(self._orders, self.days, self.month)
        if requests := counted.get("requests"):
            found.append(requests_figure(requests))
        if by_hand := counted.get("by_hand"):
            found.append(by_hand_figure(by_hand))
        if updates := counted.get("bulk_updates"):
            found.append(bulk_updates_figure(updates, self.days))
        return found

    @cached_property
    def plot(self) -> Plot:
        """Orders and cancellations a day."""
        orders = self._orders
        return plot_of(
            list(self.month),
            orders.by_day(self.month),
            orders.by_day(self.month, PlanType.CANCEL),
        )

    @property
    def day_rows(self) -> list[DayRow]:
        """The same in numbers, the latest day first."""
        return [_day_row(day, self._orders) for day in reversed(list(self.month))]

    @cached_property
    def reasons(self) -> list[ReasonRow]:
        """Plans by reason, the most frequent first."""
        return reason_rows(self.counted["plans"]["by_reason"], self.days)

    @property
    def frequent_reasons(self) -> list[ReasonRow]:
        """Those that are seen at once."""
        return self.reasons[:FREQUENT]

    @property
    def other_reasons(self) -> list[ReasonRow]:
        """The rest of them."""
        return self.reasons[FREQUENT:]

    @property
    def plans(self) -> str:
        """How many plans that are."""
        return count_text(self.counted["plans"]["plans"])

    @property
    def plans_url(self) -> str:
        """The list of them."""
        return address("omnitron:plan-list", self.days.asked("created"))

    @property
    def refunds(self) -> list[RefundRow]:
        """Refunds by status."""
        return refund_rows(self.counted["refunds"]["refunds"], self.days)

    @property
    def rests(self) -> Figure | None:
        """Orders with a rest; None where there are none."""
        counted = self.counted.get("rests")
        return rests_figure(counted) if counted and counted["n"] else None

    @cached_property
    def _orders(self) -> OrderCounts:
        return OrderCounts(self.counted["orders"]["rows"])


def _day_row(day: date, orders: OrderCounts) -> DayRow:
    days = Days(day, day)
    return DayRow(
        day,
        count_text(orders.of(days)),
        list_url(days),
        count_text(orders.of(days, PlanType.CANCEL)),
        list_url(days, PlanType.CANCEL),
    )
