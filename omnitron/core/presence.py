"""Who else is looking at the same thing right now: a note in Redis that fades by itself."""

import json
import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings

SECONDS = 30
# Somebody waits for this page: without an answer at once it goes without the names.
_PATIENCE = 0.25

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Visitor:
    """Somebody who is here, maybe with something open for editing."""

    user_id: int
    name: str
    editing: bool = False


def announce(place: str, visitor: Visitor) -> None:
    """Say that somebody is here, for the next half minute."""
    key, now = _key(place), time.time()
    try:
        with _redis(settings.REDIS_URL).pipeline() as pipe:
            pipe.zremrangebyscore(key, "-inf", now)
            pipe.zadd(key, {_member(visitor): now + SECONDS})
            pipe.expire(key, SECONDS)
            pipe.execute()
    except redis.RedisError:
        logger.warning("Presence was not written: Redis did not answer.")


def withdraw(place: str, visitor: Visitor) -> None:
    """Take back what somebody announced, before it fades."""
    try:
        _redis(settings.REDIS_URL).zrem(_key(place), _member(visitor))
    except redis.RedisError:
        logger.warning("Presence was not taken back: Redis did not answer.")


def others(place: str, *, user_id: int) -> list[Visitor]:
    """Who is here besides this person, by name; nobody while Redis is away."""
    try:
        members: Any = _redis(settings.REDIS_URL).zrangebyscore(_key(place), time.time(), "+inf")
    except redis.RedisError:
        logger.warning("Presence was not read: Redis did not answer.")
        return []
    # With two windows open, one person is here twice; editing is what matters.
    visitors: dict[int, Visitor] = {}
    for visitor in sorted((Visitor(*json.loads(member)) for member in members), key=_editing_last):
        visitors[visitor.user_id] = visitor
    visitors.pop(user_id, None)
    return sorted(visitors.values(), key=lambda visitor: (visitor.name, visitor.user_id))


def _member(visitor: Visitor) -> str:
    return json.dumps([visitor.user_id, visitor.name, visitor.editing])


def _editing_last(visitor: Visitor) -> bool:
    return visitor.editing


def _key(place: str) -> str:
    return f"presence:{place}"


@cache
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
