"""The queue `celery`: counting, which may be done again."""

from celery import shared_task

from performance.jobs.counting import count_performance as count


@shared_task
def count_performance() -> None:
    """Count anew how sellers did."""
    count()
