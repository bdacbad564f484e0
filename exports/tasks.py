"""The queue `exports`: each task does one thing that may be done again."""

from celery import shared_task
from django.conf import settings

from exports.files import clear_files
from exports.jobs.expiring import expire_exports
from exports.jobs.mailing import mail_requester as mail
from exports.jobs.running import run_export as run
from exports.jobs.sweeping import sweep as find_lost
from omnitron.core.nudging import nudge


@shared_task
def run_export(export_id: int) -> None:
    """Write the file of an export, and have its owner told."""
    if run(export_id):
        nudge(mail_requester, export_id)


@shared_task
def mail_requester(export_id: int) -> None:
    """Tell the one who asked for an export how it ended."""
    mail(export_id)


@shared_task
def sweep() -> None:
    """Take up again what was lost on its way."""
    found = find_lost()
    for task, keys in ((run_export, found.to_run), (mail_requester, found.to_mail)):
        for key in keys:
            # Until the next sweep reminds again: two reminders of one row only fill the queue.
            nudge(task, key, expires=settings.EXPORT_SWEEP_SECONDS)


@shared_task
def clear_exports() -> None:
    """Delete the files of expired exports, and those that no export names."""
    expire_exports()
    clear_files()
