import logging

from celery import shared_task

from integrations.services.clearing import clear_integrations
from omnitron.accounts.services.clearing import clear_sign_ins
from omnitron.order_pages.keeping import queries_with_lists
from orders.services.clearing import clear_choices

logger = logging.getLogger(__name__)


@shared_task
def clear_up() -> None:
    """Delete, every night, what nobody needs any more; safe to repeat."""
    choices = clear_choices(kept_queries=queries_with_lists())
    deleted = {**clear_sign_ins(), **choices, **clear_integrations()}
    logger.info("Cleared up.", extra={"deleted": deleted})
