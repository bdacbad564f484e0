"""Forgetting what was delivered, or failed, long ago."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from omnitron.core.batches import delete_in_batches
from webhooks.models import Delivery


def clear_deliveries() -> int:
    """Delete deliveries that ended before `WEBHOOK_DAYS`; how many it were."""
    before = timezone.now() - timedelta(days=settings.WEBHOOK_DAYS)
    return delete_in_batches(Delivery.objects.filter(ended_at__lt=before))
