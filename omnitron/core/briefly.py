"""What takes a while to work out and may be a little old: kept for some seconds."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import redis
from django.core.cache import caches

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


def kept_briefly(key: str, seconds: int, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was kept under the key, else what `make` gives, which is kept for so many seconds.

    It must be JSON. While Redis is away, nothing is kept.
    """
    cache = caches["brief"]
    try:
        found = cache.get(key)
    except redis.RedisError:
        logger.warning("Nothing is kept of %s: Redis did not answer.", key)
        return make()
    if isinstance(found, dict):
        return found
    made = make()
    try:
        cache.set(key, made, seconds)
    except redis.RedisError:
        logger.warning("Nothing is kept of %s: Redis did not answer.", key)
    return made
