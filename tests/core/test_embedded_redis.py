import signal

import pytest
import redis

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import find, send
from omnitron.core.embedded.redis import Redis, running_redis
from omnitron.core.embedded.services import held
from tests.core.embedded_runs import living, wait_until


@pytest.fixture
def folder(data):
    folder = DataFolder(data)
    folder.create()
    return folder


def test_what_a_durable_server_holds_survives_a_stop_and_a_kill(folder):
    with running_redis(folder, durable=True) as server:
        redis.from_url(server.url).set("number", 1)

    with running_redis(folder, durable=True) as server:
        client = redis.from_url(server.url)
        assert client.incr("number") == 2
        for pid in find(folder, lambda name: name == "redis-server"):
            send(pid, signal.SIGKILL)
        wait_until(lambda: server.failure() is not None)

    with running_redis(folder, durable=True) as server:
        assert redis.from_url(server.url).get("number") == b"2"
    assert living(folder.path) == []


def test_a_scratch_server_starts_empty(folder):
    with running_redis(folder, durable=False) as server:
        redis.from_url(server.url).set("number", 1)

    with running_redis(folder, durable=False) as server:
        assert redis.from_url(server.url).get("number") is None


def test_it_refuses_whoever_does_not_know_its_password(folder):
    with running_redis(folder, durable=False) as server:
        stranger = redis.Redis(port=server.port)
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_a_server_that_outlived_its_run_is_ended(folder):
    server = Redis(folder, durable=False)
    server.start()

    with held(folder):
        assert server.failure() is not None
