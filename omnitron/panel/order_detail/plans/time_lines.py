"""A refund's story as a time line: each new day is named, the same answer again is counted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import ngettext

from omnitron.core.formats import count_text, moment_text
from omnitron.panel.order_detail.plans.stories import Kind, attempt_in_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from payments.models import Refund, RefundAttempt


class Event(NamedTuple):
    """A moment of a refund's story; `form` is how its time is written."""

    at: datetime
    form: str
    words: str


def time_line(refund: Refund) -> list[Event]:
    """What happened to a refund, the oldest first."""
    attempts = sorted(refund.attempts.all(), key=lambda attempt: attempt.pk)
    events: list[Event] = []
    day: date | None = None
    for _same, group in groupby(attempts, key=_what_is_counted):
        first, *others = group
        words = attempt_in_words(first)
        if others:
            words += " " + _asked(1 + len(others), first.at, others[-1].at)
        events.append(Event(first.at, _form(first.at, day), words))
        day = localdate(others[-1].at if others else first.at)
    return events


def _what_is_counted(attempt: RefundAttempt) -> str | int:
    """A gateway that does not know a refund says so at every look; nothing else is repeated."""
    return attempt_in_words(attempt) if attempt.kind == Kind.NOT_KNOWN else attempt.pk


def _asked(times: int, first: datetime, last: datetime) -> str:
    sentence = ngettext(
        "Asked %(count)s time, last %(last)s.", "Asked %(count)s times, last %(last)s.", times
    )
    moment = moment_text(last, _form(last, localdate(first)))
    return sentence % {"count": count_text(times), "last": moment}


def _form(at: datetime, day: date | None) -> str:
    return "clock" if localdate(at) == day else "long"
