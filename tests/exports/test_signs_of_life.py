"""While a long file is written, its worker is known to live, whatever fails in between."""

from contextlib import contextmanager
from threading import current_thread

import pytest
from django.core.cache import cache
from django.db import InterfaceError
from django.db.backends.signals import connection_created

from exports.jobs import serving
from exports.models import Export
from omnitron.core.tasks import key_of, silent_queues
from tests.exports.held_up import held_up

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = ["order_number", "cancellation_reason"]


@pytest.fixture
def export(shop):
    return shop.ask(shop.order(items=1), columns=COLUMNS)


@contextmanager
def one_broken_connection(thread):
    """Let the first statement of a thread fail as on a connection that is gone."""
    broken = []

    def breaking(execute, sql, params, many, context):
        if not broken:
            broken.append(sql)
            raise InterfaceError("connection already closed")
        return execute(sql, params, many, context)

    def watch(connection, **_kwargs):
        if current_thread().name == thread:
            connection.execute_wrappers.append(breaking)

    connection_created.connect(watch)
    try:
        yield broken
    finally:
        connection_created.disconnect(watch)


def wait_until_heard(export):
    while "exports" in silent_queues():
        assert Export.objects.get(pk=export.pk).status == "running"


def test_a_worker_whose_connection_broke_goes_on_telling(export):
    with one_broken_connection(f"export-{export.pk}") as broken, held_up(export) as result:
        while not Export.objects.get(pk=export.pk).rows_total:
            assert not result.done()
        assert broken

    assert result.result()


def test_a_queue_counts_as_served_while_a_file_is_written(export, monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_WORDS", 0.01)
    cache.delete(key_of("exports"))

    with held_up(export):
        wait_until_heard(export)
        cache.delete(key_of("exports"))
        wait_until_heard(export)


def test_without_redis_a_file_is_written_and_the_queue_heard_of_once_it_is_back(
    export, monkeypatch, settings, caplog
):
    monkeypatch.setattr(serving, "SECONDS_BETWEEN_WORDS", 0.01)
    cache.delete(key_of("exports"))
    there = settings.CACHES
    nowhere = {**there["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**there, "default": nowhere}

    with held_up(export) as result:
        while "could not be told" not in caplog.text:
            assert not result.done()
        settings.CACHES = there
        wait_until_heard(export)

    assert result.result()
