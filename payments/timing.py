"""How long a refund's worker is waited for, and when its gateway is asked again."""

from datetime import datetime, timedelta

from django.conf import settings

LONGEST_INTERVAL_SECONDS = 15 * 60


def lapsed_before(now: datetime) -> datetime:
    """Claims from before this moment belong to a worker that is gone."""
    return now - timedelta(seconds=settings.REFUND_LEASE_SECONDS)


def next_check(now: datetime, checks: int) -> datetime:
    """When to look again after so many looks: intervals double up to a quarter of an hour."""
    first = settings.REFUND_FIRST_CHECK_SECONDS
    return now + timedelta(seconds=min(first * 2 ** min(checks, 20), LONGEST_INTERVAL_SECONDS))


def longest_wait() -> float:
    """For how many seconds a claimed refund may wait to be sent: its call ends within the lease."""
    return float(settings.REFUND_LEASE_SECONDS - settings.GATEWAY_TIMEOUT_SECONDS)


def counts_as_never_seen(now: datetime, last_sent_at: datetime) -> bool:
    """Whether a gateway that knows nothing has had the time to have booked what was sent.

    What counts as sent may have waited for its turn first.
    """
    seconds = longest_wait() + settings.REFUND_NEVER_SEEN_SECONDS
    return now - last_sent_at >= timedelta(seconds=seconds)


def given_up_before(now: datetime) -> datetime:
    """What was first sent before this moment no machine sends again."""
    return now - timedelta(seconds=settings.REFUND_GIVE_UP_SECONDS)


def may_be_sent(now: datetime, first_sent_at: datetime | None) -> bool:
    """Whether the gateway certainly still remembers the key: it forgets after 24 hours."""
    return first_sent_at is None or first_sent_at > given_up_before(now)
