from celery import shared_task
from django.conf import settings
from django.core.cache import cache

SECONDS_REMEMBERED = 90


@shared_task
def sign_of_life(queue: str) -> None:
    """Say that beat and a worker of a queue are up; `/readyz` reads it."""
    cache.set(key_of(queue), True, timeout=SECONDS_REMEMBERED)


def silent_queues() -> list[str]:
    """The queues of which no worker has been heard of lately."""
    heard = cache.get_many([key_of(queue) for queue in settings.QUEUES])
    return [queue for queue in settings.QUEUES if key_of(queue) not in heard]


def key_of(queue: str) -> str:
    """Where the cache keeps the last sign of a queue."""
    return f"worker-last-seen:{queue}"
