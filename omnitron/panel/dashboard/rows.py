"""The tables of the dashboard: plans by reason, refunds by status."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cancellations.models import CancellationReason
from omnitron.core.figures import address
from omnitron.core.formats import count_text, money_text
from omnitron.panel.dashboard.figures import age_of
from omnitron.panel.plan_list.listing import WITHOUT
from omnitron.panel.refund_list.listing import STATUSES
from payments.states import ENDED, RefundStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from omnitron.core.days import Days

# The view box of a bar.
WIDTH = 290


@dataclass(frozen=True)
class ReasonRow:
    """A reason, how many plans name it, and that as a bar."""

    subject: str
    count: str
    url: str
    width: str


@dataclass
class RefundRow:
    """A status, how many refunds are there, how much, and since when the oldest waits."""

    status: RefundStatus
    url: str
    number: int = 0
    amounts: list[str] = field(default_factory=list)
    since: str = ""

    @property
    def count(self) -> str:
        """How many."""
        return count_text(self.number)

    @property
    def oldest(self) -> str:
        """How old the oldest one is; '' for what has come to an end."""
        return age_of(self.since) if self.since else ""


def reason_rows(counted: Sequence[Sequence[Any]], days: Days) -> list[ReasonRow]:
    """The reasons, the most frequent first."""
    subjects = _subjects(pk for pk, _n in counted)
    most = max((n for _pk, n in counted), default=0)
    rows = sorted(counted, key=lambda row: (-row[1], subjects.get(row[0], "")))
    return [
        ReasonRow(
            subject=subjects.get(pk) or _("Without a reason"),
            count=count_text(n),
            url=address("omnitron:plan-list", {"reason": pk or WITHOUT} | days.asked("created")),
            width=f"{WIDTH * n / most:.1f}",
        )
        for pk, n in rows
    ]


def _subjects(keys: Iterable[int | None]) -> dict[int | None, str]:
    """What reasons are called; with their type where both types have one of the same words."""
    reasons = list(CancellationReason.objects.filter(pk__in=[pk for pk in keys if pk]))
    shared = Counter(reason.subject for reason in reasons)
    return {
        reason.pk: reason.in_full if shared[reason.subject] > 1 else reason.subject
        for reason in reasons
    }


def refund_rows(counted: Iterable[Sequence[Any]], days: Days) -> list[RefundRow]:
    """The statuses in which there are refunds, in the order in which a refund goes through them."""
    by_status: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in counted:
        by_status[row[0]].append(row)
    return [
        _refund_row(status, sorted(by_status[status], key=lambda row: row[1]), days)
        for status in STATUSES
        if status in by_status
    ]


def _refund_row(status: RefundStatus, of: list[Sequence[Any]], days: Days) -> RefundRow:
    has_ended = status in ENDED
    asked = days.asked("settled") if has_ended else {}
    return RefundRow(
        status,
        address("omnitron:refund-list", {"status": status.value} | asked),
        number=sum(n for _status, _currency, n, _total, _since in of),
        amounts=[money_text(Decimal(total), currency) for _s, currency, _n, total, _at in of],
        since="" if has_ended else min(since for *_rest, since in of),
    )
