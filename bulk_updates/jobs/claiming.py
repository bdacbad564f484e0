"""Claims: one worker is at a bulk update, and says so again and again while it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from bulk_updates.models import BulkUpdate
from bulk_updates.states import IN_WORK

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet


class ClaimLost(Exception):
    """Somebody else may be at it by now: nothing more is to be written."""


def free() -> QuerySet[BulkUpdate]:
    """Bulk updates that are to be worked on, and at which no worker is."""
    now = timezone.now()
    return BulkUpdate.objects.filter(
        Q(claimed_until=None) | Q(claimed_until__lt=now), status__in=IN_WORK
    )


def claim(pk: int) -> UUID | None:
    """Take a bulk update, unless there is nothing to do or somebody else is at it."""
    key = uuid4()
    taken = free().filter(pk=pk).update(claim=key, claimed_until=_end())
    return key if taken else None


def note(pk: int, key: UUID, **columns: Any) -> None:
    """Write columns of a claimed bulk update, and go on holding it. Raises `ClaimLost`."""
    held = BulkUpdate.objects.filter(pk=pk, claim=key)
    if not held.update(claimed_until=_end(), **columns):
        raise ClaimLost


def release(pk: int, key: UUID, *, for_seconds: float = 0) -> None:
    """Let a bulk update go; nobody takes it up again before some time."""
    until = timezone.now() + timedelta(seconds=for_seconds) if for_seconds else None
    BulkUpdate.objects.filter(pk=pk, claim=key).update(claim=None, claimed_until=until)


def _end() -> Any:
    return timezone.now() + timedelta(seconds=settings.BULK_UPDATE_LEASE_SECONDS)
