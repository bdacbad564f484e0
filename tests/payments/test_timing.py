"""From when on a gateway that knows nothing of a refund has certainly never seen it."""

from datetime import UTC, datetime, timedelta

import pytest

from payments.timing import counts_as_never_seen

CLAIMED = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "certain"), [(79, False), (80, True)])
def test_never_seen_counts_from_the_latest_moment_at_which_it_was_sent(settings, seconds, certain):
    settings.REFUND_LEASE_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS = 30, 10
    settings.REFUND_NEVER_SEEN_SECONDS = 60

    assert counts_as_never_seen(CLAIMED + timedelta(seconds=seconds), CLAIMED) is certain
