"""Finding the webhooks for which something is due."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone

from webhooks.models import Delivery, Webhook


def webhooks_with_due() -> list[int]:
    """The keys of those that somebody should send for now, and nobody does."""
    now = timezone.now()
    due = Delivery.objects.due(now).filter(webhook=OuterRef("pk"))
    ready = Webhook.objects.unclaimed(now).filter(Exists(due))
    return list(ready.order_by("pk").values_list("pk", flat=True))
