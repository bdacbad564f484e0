"""What is read from Redis is data, whoever wrote it."""

import pickle

import pytest
from django.core.cache import caches

from omnitron.core.waiting import counts_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class Planted:
    """Tells, when it is unpickled."""

    ran = False

    def __reduce__(self):
        return (setattr, (Planted, "ran", True))


@pytest.fixture(params=["default", "brief"])
def cache(request):
    return caches[request.param]


def planted_in(cache, key, data):
    """Write to Redis past the cache, as somebody with its password could."""
    client = cache._cache.get_client(write=True)
    client.set(cache.make_and_validate_key(key), data)


def test_what_was_planted_is_not_run(cache):
    planted_in(cache, "some", pickle.dumps(Planted()))

    assert cache.get("some") is None
    assert not Planted.ran


@pytest.mark.parametrize("value", [1, True, "Inês", ["a"], {"a": 1}, None])
def test_what_was_kept_is_read_as_it_was(cache, value):
    cache.set("some", value)

    assert cache.get("some", "nothing") == value


def test_a_count_that_cannot_be_read_is_counted_again():
    user = UserFactory()
    planted_in(caches["brief"], f"waiting:{user.pk}", b"[1]")

    assert dict(counts_of(user, {})) == {}
