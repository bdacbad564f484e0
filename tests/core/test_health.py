from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.core.tasks import key_of, sign_of_life

QUEUES = ("celery", "refunds", "exports", "bulk", "webhooks")
pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_healthy(client):
    assert client.get("/healthz").content == b"ok"


def test_ready_when_every_part_is(client):
    for queue in QUEUES:
        sign_of_life(queue)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"database": "ok", "redis": "ok", "migrations": "ok", "workers": "ok"},
    )


def test_not_ready_without_a_worker_of_every_queue(client):
    cache.delete_many([key_of(queue) for queue in QUEUES])
    for queue in set(QUEUES) - {"refunds"}:
        sign_of_life(queue)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["workers"] == "failed: no worker of refunds for 90 seconds"


def test_not_ready_without_redis(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["redis"] == "failed: ConnectionError"


def test_strangers_learn_which_part_failed_and_not_why(client, settings):
    cache.delete_many([key_of(queue) for queue in QUEUES])
    settings.METRICS_TOKEN = "t0ken"
    short = client.get("/readyz")
    long = client.get("/readyz", headers={"Authorization": "Bearer t0ken"})
    assert short.json() == {
        "database": "ok",
        "redis": "ok",
        "migrations": "ok",
        "workers": "failed",
    }
    assert long.json() == short.json() | {
        "workers": "failed: no worker of celery, refunds, exports, bulk, webhooks for 90 seconds"
    }
    assert (short.status_code, long.status_code) == (503, 503)


def test_migrations_are_looked_for_every_five_seconds_at_most(client):
    looked = []
    with time_machine.travel(datetime(2031, 3, 1, tzinfo=UTC), tick=False) as clock:
        for _request in range(3):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get("/readyz")
            looked.append(any("django_migrations" in each["sql"] for each in queries))
            assert answer.json()["migrations"] == "ok"
            clock.shift(timedelta(seconds=4))
    assert looked == [True, False, True]


def test_metrics_count_requests_by_view(client):
    client.get("/healthz")
    text = client.get("/metrics").content.decode()
    assert 'omnitron_request_seconds_count{method="GET",status="200",view="healthz"}' in text


@pytest.mark.parametrize(
    "headers", [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}]
)
def test_metrics_are_not_for_strangers(client, headers):
    assert client.get("/metrics", **headers).status_code == 404


def test_metrics_from_afar_need_the_token(client, settings):
    settings.METRICS_TOKEN = "t0ken"
    far = {"REMOTE_ADDR": "10.0.0.7"}
    assert client.get("/metrics", **far).status_code == 404
    headers = {"Authorization": "Bearer t0ken"}
    assert client.get("/metrics", headers=headers, **far).status_code == 200
