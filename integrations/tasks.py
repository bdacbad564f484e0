"""The queue `celery`: what was left over, which may be done again."""

from celery import shared_task

from integrations.jobs.giving_back import give_back as give


@shared_task
def give_back() -> None:
    """Mark as due what failed while it was being changed."""
    give()
