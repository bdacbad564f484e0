"""Letting the product write as if it were another time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from unittest.mock import patch

from django.utils import timezone

STEP = timedelta(milliseconds=20)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Have Django's clock begin at a moment, in this process, and go on each time it is asked.

    Services and jobs ask this clock alone, and what they write into the log is never changed
    afterwards: this is the way to a story that began days ago, and is the same each time.
    """
    steps = count()

    def now() -> datetime:
        return moment + next(steps) * STEP

    with patch.object(timezone, "now", now):
        yield
