"""Claims: one worker is at a bulk update, and says so again and again while it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from redis.exceptions import RedisError

from bulk_updates.models import BulkUpdate
from bulk_updates.states import IN_WORK
from omnitron.core.tasks import sign_of_life

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
    if not held.update(claimed_until=_end(), troubled_at=None, **columns):
        raise ClaimLost


def say_alive() -> None:
    """Say for the queue that its workers are there: those at large files take no other task."""
    with suppress(RedisError):
        sign_of_life("bulk")


def release(pk: int, key: UUID) -> None:
    """Let a bulk update go; whoever comes next may take it."""
    BulkUpdate.objects.filter(pk=pk, claim=key).update(claim=None, claimed_until=None)


def put_off(pk: int, key: UUID, seconds: float) -> None:
    """Let a bulk update go that cannot go on for now; nobody takes it up before some time."""
    now = timezone.now()
    BulkUpdate.objects.filter(pk=pk, claim=key).update(
        claim=None,
        claimed_until=now + timedelta(seconds=seconds),
        troubled_at=Coalesce("troubled_at", Value(now)),
        # Only a worker that did not come back speaks against the file.
        reading_attempts=0,
    )


def _end() -> Any:
    return timezone.now() + timedelta(seconds=settings.BULK_UPDATE_LEASE_SECONDS)
