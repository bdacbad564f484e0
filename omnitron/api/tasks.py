from celery import shared_task

from omnitron.api.clearing import clear_answers as delete_old


@shared_task
def clear_answers() -> None:
    """Delete, every hour, answers that nobody will ask for again; safe to repeat."""
    delete_old()
