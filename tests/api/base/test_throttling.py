"""Who asks too often waits."""

import pytest
import redis
from rest_framework.test import APIClient

from omnitron.api.base.throttling import PerPerson
from tests.api.clients import client_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_may_ask_so_often_in_a_minute(api, settings):
    settings.API_REQUESTS_PER_MINUTE = 2

    answers = [api.get("/api/v1/active_user/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) >= 1
    assert answers[2].json()["code"] == "throttled"


def test_all_tokens_of_a_person_count_together(api, settings):
    settings.API_REQUESTS_PER_MINUTE = 1
    api.get("/api/v1/active_user/")

    assert client_of(api.user).get("/api/v1/active_user/").status_code == 429


def test_others_are_not_held_up(api, settings):
    settings.API_REQUESTS_PER_MINUTE = 1
    api.get("/api/v1/active_user/")

    assert client_of(UserFactory()).get("/api/v1/active_user/").status_code == 200


def test_an_address_may_sign_in_so_often_in_a_minute(settings):
    settings.API_SIGN_INS_PER_MINUTE = 1
    data = {"username": "somebody", "password": "wrong"}
    client = APIClient(REMOTE_ADDR="203.0.113.77")

    answers = [client.post("/api/v1/auth/login/", data).status_code for _ in range(2)]

    assert answers == [400, 429]


def test_without_redis_nobody_is_counted(api, settings, monkeypatch):
    settings.API_REQUESTS_PER_MINUTE = 1

    class Away:
        def get(self, *args):
            raise redis.ConnectionError

    monkeypatch.setattr(PerPerson, "cache", Away())

    assert [api.get("/api/v1/active_user/").status_code for _ in range(2)] == [200, 200]
