"""The queue `bulk`: one task, which goes on from wherever a bulk update is."""

from celery import shared_task
from django.conf import settings

from bulk_updates.jobs.claiming import free
from bulk_updates.jobs.clearing import clear_old
from bulk_updates.jobs.working import work_on as work
from omnitron.core.nudging import nudge

MOST = 100


@shared_task
def work_on(bulk_update_id: int) -> None:
    """Read, apply or undo one bulk update."""
    work(bulk_update_id)


@shared_task
def clear_files() -> None:
    """Forget old files and their rows, every night; safe to repeat."""
    clear_old()


@shared_task
def sweep() -> None:
    """Take up again what was lost on its way: a message, or a worker."""
    for pk in free().order_by("pk").values_list("pk", flat=True)[:MOST]:
        nudge(work_on, pk, expires=settings.BULK_UPDATE_SWEEP_SECONDS)
