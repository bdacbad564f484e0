"""Finding what was lost on its way: a message, a worker, a mail."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from exports.jobs.mailing import unmailed
from exports.models import Export

# What was asked for a moment ago is still on its way through the queue.
GRACE = timedelta(seconds=5)
# More than the workers can do until the next sweep would only pile up in the queue.
MOST = 100


class Found(NamedTuple):
    """The keys of what is to be done, oldest first."""

    to_run: list[int]
    to_mail: list[int]


def sweep() -> Found:
    """Exports that nobody writes, and those that ended and whose owner was not told."""
    now = timezone.now()
    to_run = Export.objects.to_run(now).filter(requested_at__lte=now - GRACE)
    return Found(
        to_run=list(to_run.order_by("requested_at").values_list("pk", flat=True)[:MOST]),
        to_mail=list(unmailed(now).order_by("finished_at").values_list("pk", flat=True)[:MOST]),
    )
