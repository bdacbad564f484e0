"""One day of one gateway as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.models import PlanRefund
from omnitron.core.formats import age_in_short
from omnitron.panel.money_close.forms import DayForm, today
from orders.models import Order
from payments.gateways.base import OutcomeUnknown
from payments.services.closing import NOTHING, Close, Kind, close

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import QueryDict
    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from payments.services.closing import Difference

ASKED = ("gateway", "day")
DAY = timedelta(days=1)
_KINDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.ONLY_OURS: (
        gettext_lazy("Only ours"),
        gettext_lazy("We count it as paid back, the gateway does not."),
    ),
    Kind.ONLY_THEIRS: (
        gettext_lazy("Only theirs"),
        gettext_lazy("The gateway has paid it back, we do not count it."),
    ),
    Kind.OTHER_AMOUNT: (
        gettext_lazy("Other amount"),
        gettext_lazy("Both have it, with different amounts."),
    ),
}


@dataclass(frozen=True)
class Row:
    """A difference, with the plan that our refund serves."""

    entry: Difference
    plan_id: int | None = None

    @property
    def age(self) -> str:
        """How long ago it came about."""
        return age_in_short(timezone.now() - self.entry.at)

    @property
    def label(self) -> Promise:
        """How the books differ."""
        return _KINDS[self.entry.kind][0]

    @property
    def meaning(self) -> Promise:
        """What that says."""
        return _KINDS[self.entry.kind][1]


@dataclass(frozen=True)
class Sum:
    """Both books in one currency."""

    currency: str
    ours: Decimal
    theirs: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more we count than the gateway."""
        return self.ours - self.theirs


class MoneyClose:
    """The day that is asked for; `problem` says why it cannot be closed."""

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.form = DayForm({name: query.get(name, "") for name in ASKED if name in query})
        self.problem = ""

    @cached_property
    def found(self) -> Close | None:
        """What the books say; nothing where the form or the gateway does not answer."""
        if not self.form.is_valid():
            return None
        since = datetime.combine(self.day, time(), tzinfo=timezone.get_default_timezone())
        every = self.user.sees_every_channel
        orders = None if every else Order.objects.visible_to(self.user)
        try:
            return close(self.gateway, since, since + DAY, orders=orders)
        except OutcomeUnknown:
            self.problem = _(
                "The gateway’s book cannot be read now, so nothing is compared. Try again later."
            )
            return None

    @property
    def gateway(self) -> str:
        """Whose book."""
        return str(self.form.cleaned_data["gateway"])

    @property
    def day(self) -> date:
        """Which day."""
        day: date = self.form.cleaned_data["day"]
        return day

    @property
    def zone(self) -> str:
        """In which zone a day begins and ends."""
        return timezone.get_default_timezone_name()

    @property
    def is_over(self) -> bool:
        """Whether the day has ended, so that nothing more can come."""
        return self.day < today()

    @property
    def rows(self) -> list[Row]:
        """The differences, the oldest first."""
        differences = self.found.differences if self.found else ()
        links = PlanRefund.objects.filter(refund__in=[e.ours for e in differences if e.ours])
        plans = {link.refund_id: link.plan_id for link in links}
        return [Row(e, plans.get(e.ours.pk) if e.ours else None) for e in differences]

    @property
    def sums(self) -> list[Sum]:
        """Both books by currency."""
        if self.found is None:
            return []
        ours, theirs = self.found.our_sums, self.found.their_sums
        return [
            Sum(name, ours.get(name, NOTHING), theirs.get(name, NOTHING))
            for name in sorted({*ours, *theirs})
        ]

    @property
    def before(self) -> str:
        """The query of the day before."""
        return self._query(self.day - DAY)

    @property
    def after(self) -> str:
        """The query of the day after; '' for one that is yet to come."""
        return self._query(self.day + DAY) if self.is_over else ""

    def _query(self, day: date) -> str:
        return "?" + urlencode({"gateway": self.gateway, "day": day.isoformat()})
