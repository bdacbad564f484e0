"""What was last sent for a preview: kept a while, so that its page is shown again by itself."""

from __future__ import annotations

import logging
from itertools import product
from typing import TYPE_CHECKING

import redis
from django.core.cache import caches
from django.http import QueryDict

from omnitron.accounts.models import User
from omnitron.panel.order_detail.plans.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Collection

    from orders.models import Order

SECONDS = 1_800
LONGEST = 200_000

logger = logging.getLogger(__name__)


def keep(user: User, order: Order, typed: Typed) -> None:
    """Keep what somebody typed for a plan, in the place of what they typed before."""
    text = typed.data.urlencode()
    if len(text) > LONGEST:
        return
    try:
        caches["brief"].set(_key(user, order), text, SECONDS)
    except redis.RedisError:
        logger.warning("What was typed for a plan is not kept: Redis did not answer.")


def kept_of(user: User, order: Order) -> Typed | None:
    """What this person last typed for a plan of the order; none once a plan was made of it."""
    try:
        text = caches["brief"].get(_key(user, order))
    except redis.RedisError:
        logger.warning("What was typed for a plan is not shown: Redis did not answer.")
        return None
    return Typed(QueryDict(text)) if isinstance(text, str) else None


def drop(user: User, order: Order) -> None:
    """Forget it, because a plan was made of it."""
    try:
        caches["brief"].delete(_key(user, order))
    except redis.RedisError:
        logger.warning("What was typed for a plan fades by itself: Redis did not answer.")


def drop_all(order_ids: Collection[int]) -> None:
    """Forget what anybody typed for plans of these orders, because it names who is erased."""
    people = User.objects.values_list("pk", flat=True)
    try:
        caches["brief"].delete_many([_named(*pair) for pair in product(order_ids, people)])
    except redis.RedisError:
        logger.warning("What was typed for plans fades by itself: Redis did not answer.")


def _key(user: User, order: Order) -> str:
    return _named(order.pk, user.pk)


def _named(order_id: int, user_id: int) -> str:
    return f"plan:{order_id}:{user_id}"
