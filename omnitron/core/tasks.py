from celery import shared_task
from django.core.cache import cache

LAST_SIGN_OF_LIFE = "worker-last-seen"


@shared_task
def sign_of_life() -> None:
    """Say that beat and a worker are up; `/readyz` reads it."""
    cache.set(LAST_SIGN_OF_LIFE, True, timeout=90)
