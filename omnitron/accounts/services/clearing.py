"""Forgetting what signing in has left behind."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from omnitron.accounts.models import ApiToken
from omnitron.core.batches import delete_in_batches

# Longer than any pause, which is what failures are counted for.
FAILURES_KEPT_FOR = timedelta(days=1)


def clear_sign_ins() -> dict[str, int]:
    """Delete sessions and tokens that are over, and failures that no pause counts; how many.

    Safe to repeat.
    """
    now = timezone.now()
    over = Session.objects.filter(expire_date__lt=now)
    old = AccessAttempt.objects.filter(attempt_time__lt=now - FAILURES_KEPT_FOR)
    return {
        "sessions": delete_in_batches(over),
        "tokens": delete_in_batches(ApiToken.objects.filter(expiry__lt=now)),
        "failures": delete_in_batches(old),
    }
