"""The figures above the desk, from one look at what waits there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.core import formats
from omnitron.panel.lateness import is_late
from omnitron.panel.manual_refunds.desk import COUNTED, capped, open_of
from payments.states import RefundStatus

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from omnitron.accounts.models import User


class Waiting(NamedTuple):
    """A refund at the desk, as far as the figures need it."""

    since: datetime
    status: str
    amount: Decimal
    currency: str
    owner_id: int | None


@dataclass(frozen=True)
class Figures:
    """What waits: at most the oldest `COUNTED`, and a plus behind every number beyond."""

    waiting: list[Waiting]
    user_id: int

    @property
    def open(self) -> str:
        """How many."""
        return self._text(len(self.waiting))

    @property
    def sums(self) -> str:
        """How much, in each currency."""
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for row in self.waiting:
            sums[row.currency] += row.amount
        texts = [formats.money_text(amount, name) for name, amount in sorted(sums.items())]
        return get_text_list(texts, _("and"))

    @property
    def oldest(self) -> str:
        """How long the oldest one has been waiting, in words."""
        if not self.waiting:
            return formats.NOTHING
        return age_in_words(timezone.now() - self.waiting[0].since)

    @property
    def late(self) -> int:
        """How many have been waiting for too long."""
        return sum(is_late(row.since) for row in self.waiting)

    @property
    def late_text(self) -> str:
        """The same in words."""
        text = ngettext("%(count)s older than 3 days", "%(count)s older than 3 days", self.late)
        return text % {"count": self._text(self.late)}

    @property
    def free(self) -> str:
        """How many nobody looks after."""
        needed = RefundStatus.NEEDED
        return self._text(
            sum(row.status == needed and row.owner_id is None for row in self.waiting)
        )

    @property
    def mine(self) -> str:
        """How many the person looks after."""
        return self._text(sum(row.owner_id == self.user_id for row in self.waiting))

    @property
    def unknown(self) -> str:
        """Of how many nobody knows the outcome."""
        return self._text(sum(row.status == RefundStatus.UNKNOWN for row in self.waiting))

    def _text(self, count: int) -> str:
        more = len(self.waiting) > COUNTED
        return capped(count) if count > COUNTED else formats.count_text(count) + "+" * more


def figures_of(user: User) -> Figures:
    """The figures of a person's desk."""
    columns = ("waiting_since", "status", "amount", "order__currency", "manual__owner_id")
    rows = open_of(user).order_by("waiting_since", "pk").values_list(*columns)[: COUNTED + 1]
    return Figures([Waiting(*row) for row in rows], user.pk)


def age_in_words(age: timedelta) -> str:
    """“6 days”, “18 hours”, “3 minutes”."""
    minutes = max(0, int(age.total_seconds() // 60))
    if age.days:
        text, count = ngettext("%(count)s day", "%(count)s days", age.days), age.days
    elif minutes >= 60:
        count = minutes // 60
        text = ngettext("%(count)s hour", "%(count)s hours", count)
    else:
        text, count = ngettext("%(count)s minute", "%(count)s minutes", minutes), minutes
    return text % {"count": formats.count_text(count)}
