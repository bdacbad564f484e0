"""Forgetting what clients told long ago."""

from datetime import timedelta

from django.utils import timezone

from integrations.models import BatchRequest, ErrorReport
from omnitron.core.batches import delete_in_batches

KEPT_FOR = timedelta(days=90)


def clear_integrations() -> dict[str, int]:
    """Delete old error reports and batch requests; how many. What is mapped stays. Repeatable."""
    until = timezone.now() - KEPT_FOR
    return {
        "error_reports": delete_in_batches(ErrorReport.objects.filter(created_at__lt=until)),
        "batch_requests": delete_in_batches(BatchRequest.objects.filter(created_at__lt=until)),
    }
