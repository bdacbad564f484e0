"""Forgetting what no client will ask for again."""

from datetime import timedelta

from django.utils import timezone

from omnitron.api.models import KeptAnswer
from omnitron.core.batches import delete_in_batches

KEPT_FOR = timedelta(days=1)


def clear_answers() -> int:
    """Delete the answers that were kept for a day; how many. Safe to repeat."""
    return delete_in_batches(KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR))
