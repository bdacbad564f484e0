import logging

from celery import shared_task

from omnitron.accounts.services.clearing import clear_sign_ins
from omnitron.panel.models import SavedView
from orders.services.clearing import clear_choices

logger = logging.getLogger(__name__)


@shared_task
def clear_up() -> None:
    """Delete, every night, what nobody needs any more; safe to repeat."""
    views = SavedView.objects.filter(query__contains="pasted_")
    choices = clear_choices(kept_queries=views.values_list("query", flat=True))
    logger.info("Cleared up.", extra={"deleted": {**clear_sign_ins(), **choices}})
