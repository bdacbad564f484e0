"""A database that refuses a row quotes it; a log line says only what kind of refusal it was."""

import io
import json
import logging
from copy import deepcopy
from logging.config import dictConfig

import psycopg
import pytest
from celery import shared_task
from django.conf import settings
from django.db import connection, transaction
from django.urls import path

from tests.factories import CustomerFactory, OrderItemFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

CANARY = "ana@canary.example"
LOGGERS = ("django.request", "celery.app.trace", "a.test")
REFUSED = {
    "unique": (
        f"UPDATE accounts_user SET username = '{CANARY}'",
        "django.db.utils.IntegrityError: SQLSTATE 23505, constraint accounts_user_username_key",
    ),
    "check": (
        f"UPDATE orders_orderitem SET name = '{CANARY}', quantity = 0",
        "django.db.utils.IntegrityError: SQLSTATE 23514, constraint item_has_quantity",
    ),
    "value": (
        f"SELECT * FROM orders_order WHERE id = '{CANARY}'::bigint",
        "django.db.utils.DataError: SQLSTATE 22P02",
    ),
    "syntax": (
        f"SELECT '{CANARY}' FROM nowhere",
        "django.db.utils.ProgrammingError: SQLSTATE 42P01",
    ),
}


def failing(request, kind):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFUSED[kind][0])


def rewording(request):
    try:
        failing(request, "unique")
    except Exception as error:
        raise RuntimeError(f"Not saved: {error}") from error


urlpatterns = [path("fail/<kind>/", failing, name="failing"), path("reword/", rewording)]


@shared_task
def fail_in_a_worker():
    failing(None, "unique")


@pytest.fixture(autouse=True)
def _rows():
    UserFactory()
    UserFactory()
    OrderItemFactory()
    CustomerFactory()


@pytest.fixture(params=["plain", "json"])
def written(request):
    """Everything that the product's own handler writes, in both formats."""
    stream = io.StringIO()
    config = deepcopy(settings.LOGGING)
    del config["root"]
    config["handlers"]["console"] |= {"stream": stream, "formatter": request.param}
    config["loggers"] = {name: {"handlers": ["console"]} for name in LOGGERS}
    dictConfig(config)

    def read():
        if request.param == "plain":
            return stream.getvalue()
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
        return "\n".join(str(value) for line in lines for value in line.values())

    yield read
    for name in LOGGERS:
        logging.getLogger(name).handlers.clear()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_page_that_fails_is_logged_without_the_row(client, written, kind):
    client.raise_request_exception = False

    assert client.get(f"/fail/{kind}/").status_code == 500

    text = written()
    assert CANARY not in text
    assert "Internal Server Error: failing" in text
    assert f"\n{REFUSED[kind][1]}" in text
    assert "The above exception was the direct cause of the following exception:" in text
    assert f'{__file__}", line ' in text
    assert "in failing\n" in text


def test_an_error_that_repeats_the_words_of_the_database_is_named_alone(client, written):
    client.raise_request_exception = False

    client.get("/reword/")

    assert CANARY not in written()
    assert "\nRuntimeError\n" in f"{written()}\n"


def test_a_task_that_fails_is_logged_without_the_row(written):
    outcome = fail_in_a_worker.apply()

    text, kind = written(), REFUSED["unique"][1]
    assert outcome.failed()
    assert CANARY not in text
    assert f"{fail_in_a_worker.name}[{outcome.id}] raised unexpected: {kind}" in text
    assert "in fail_in_a_worker\n" in text


def test_an_error_given_as_a_value_is_logged_by_its_kind(written):
    try:
        failing(None, "unique")
    except Exception as error:
        logging.getLogger("a.test").warning(error)
        logging.getLogger("a.test").warning("Left out: %s", error)

    assert CANARY not in written()
    assert f"Left out: {REFUSED['unique'][1]}" in written()


def test_a_server_that_is_away_says_so(written):
    try:
        psycopg.connect("postgresql:///omnitron?host=/nowhere")
    except psycopg.Error:
        logging.getLogger("a.test").exception("Not connected.")

    assert "psycopg.OperationalError: message connection is bad" in written()
    assert 'server on socket "/nowhere/' in written()


def test_other_errors_keep_their_message(written):
    try:
        int("twelve")
    except ValueError:
        logging.getLogger("a.test").exception("No number.")

    assert "ValueError: invalid literal for int() with base 10: 'twelve'" in written()
