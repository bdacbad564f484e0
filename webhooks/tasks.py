"""The queue `webhooks`, and what fills it: each task does one thing that may be done again."""

from celery import shared_task
from django.conf import settings

from omnitron.core.nudging import nudge
from webhooks.jobs.announcing import announce
from webhooks.jobs.clearing import clear_deliveries as clear
from webhooks.jobs.delivering import deliver as send
from webhooks.jobs.sweeping import webhooks_with_due


@shared_task
def deliver(webhook_id: int) -> None:
    """Send what is due for one webhook."""
    if send(webhook_id):
        remind(webhook_id)


@shared_task
def sweep() -> None:
    """Announce what has changed, and have sent what is due."""
    announce()
    for webhook_id in webhooks_with_due():
        remind(webhook_id)


@shared_task
def clear_deliveries() -> None:
    """Delete what is no longer kept."""
    clear()


def remind(webhook_id: int) -> None:
    """Nudge, until the next sweep reminds again: two reminders of one row only fill the queue."""
    nudge(deliver, webhook_id, expires=settings.WEBHOOK_SWEEP_SECONDS)
