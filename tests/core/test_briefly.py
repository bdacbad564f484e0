"""What is kept for a while: once made it is not made again, and Redis may be away."""

import pytest
import redis
from django.conf import settings
from django.core.cache import caches

from omnitron.core.briefly import kept_briefly
from tests.caching import forget_what_is_kept


def test_what_was_made_is_kept_for_so_many_seconds():
    assert kept_briefly("a", 60, lambda: {"n": 1}) == {"n": 1}
    assert kept_briefly("a", 60, lambda: {"n": 2}) == {"n": 1}
    assert kept_briefly("b", 60, lambda: {"n": 3}) == {"n": 3}
    key = caches["brief"].make_key("a")
    assert 0 < redis.Redis.from_url(settings.REDIS_URL).ttl(key) <= 60


def test_what_nobody_made_here_is_as_if_it_had_not_been_kept():
    caches["brief"].set("a", [1], 60)
    assert kept_briefly("a", 60, lambda: {"n": 1}) == {"n": 1}


@pytest.fixture
def _away(settings, monkeypatch):
    monkeypatch.setitem(settings.CACHES["brief"], "LOCATION", "redis://127.0.0.1:1/0")
    forget_what_is_kept()
    yield
    del caches["brief"]


@pytest.mark.usefixtures("_away")
def test_without_redis_it_is_made_once_each_time():
    made = []

    def make():
        made.append(1)
        return {"n": len(made)}

    assert kept_briefly("a", 60, make) == {"n": 1}
    assert kept_briefly("a", 60, make) == {"n": 2}
