"""How much waits for a person: the sidebar of every page asks, so the figures are kept a while."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import redis
from django.core.cache import caches

from omnitron.core.keyset import counts_up_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

COUNTED = 1_000

logger = logging.getLogger(__name__)


def counts_of(
    user: AbstractBaseUser, sources: Mapping[str, Callable[[Any], QuerySet[Any]]]
) -> Mapping[str, int]:
    """How many rows each source has for a person, by its name: counted by one statement or kept.

    Counting ends one beyond `COUNTED`. While Redis is away, nothing is kept.
    """
    try:
        kept = caches["brief"].get(_key(user))
        if isinstance(kept, dict) and kept.keys() >= sources.keys():
            return kept
        counted = _counted(user, sources)
        caches["brief"].set(_key(user), counted)
    except redis.RedisError:
        logger.warning("Nothing is kept of what waits: Redis did not answer.")
        return _counted(user, sources)
    return counted


def count_again(user: AbstractBaseUser) -> None:
    """Let the next page of a person count anew, because they changed what waits."""
    try:
        caches["brief"].delete(_key(user))
    except redis.RedisError:
        logger.warning("What waits is counted again later: Redis did not answer.")


def _counted(
    user: AbstractBaseUser, sources: Mapping[str, Callable[[Any], QuerySet[Any]]]
) -> dict[str, int]:
    counts = counts_up_to(COUNTED + 1, [source(user) for source in sources.values()])
    return dict(zip(sources, counts, strict=True))


def _key(user: AbstractBaseUser) -> str:
    return f"waiting:{user.pk}"
