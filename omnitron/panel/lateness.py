"""When somebody has waited for too long, at the desk and in the list of requests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

LATE = timedelta(days=3)


def is_late(since: datetime) -> bool:
    """Whether who has waited since then has waited for too long."""
    return timezone.now() - since >= LATE
