"""When a delivery is tried again, how long its worker is waited for, and when is enough."""

import random
from datetime import UTC, datetime, timedelta

from django.conf import settings

# One wait after each failed attempt; what fails once more after the last of them has failed.
WAITS = (
    *(timedelta(seconds=10), timedelta(seconds=30)),
    *(timedelta(minutes=2), timedelta(minutes=10)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24)),
)
# Those that failed together must not all come back together.
MOST_JITTER = 0.1
# A webhook that took nothing for as long is disabled.
PATIENCE = timedelta(days=3)


def moment_text(moment: datetime) -> str:
    """A moment as the API writes it: in UTC, with all its digits."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def next_try(now: datetime, attempts: int) -> datetime | None:
    """When to try again after so many attempts that failed; None: no more."""
    if attempts > len(WAITS):
        return None
    jitter = random.uniform(1, 1 + MOST_JITTER)  # noqa: S311  (no secret)
    return now + WAITS[attempts - 1] * jitter


def lapsed_before(now: datetime) -> datetime:
    """Claims from before this moment belong to a worker that is gone."""
    return now - timedelta(seconds=settings.WEBHOOK_LEASE_SECONDS)


def longest_wait() -> float:
    """For how many seconds a worker goes on claiming: its last call ends within its lease."""
    return float(settings.WEBHOOK_LEASE_SECONDS - settings.WEBHOOK_TIMEOUT_SECONDS)
