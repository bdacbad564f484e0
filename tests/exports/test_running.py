"""One worker writes a file, from one moment, and stops as soon as nobody wants it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from exports.jobs.claiming import MOST_ATTEMPTS
from exports.jobs.running import run_export
from exports.jobs.sweeping import sweep
from exports.kinds import KINDS
from exports.kinds.columns import Column
from exports.kinds.order_items import ORDER_ITEMS
from exports.models import Export
from exports.services.canceling import cancel_export
from exports.services.requesting import request_again
from orders.models import OrderItem
from tests.concurrency import in_threads
from tests.exports.held_up import FIGURES, ROWS, held_up
from tests.exports.shop import SITE, files, lapse, run, table, workbook

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = ["order_number", "order_item_id", "cancellation_reason"]


@pytest.fixture
def order(shop):
    return shop.order(items=1)


@pytest.mark.parametrize("at", [FIGURES, ROWS])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_count_and_rows_are_of_one_moment(shop, order, format, at):
    export = shop.ask(order, format=format, columns=["paid", "cancellation_reason"])

    with held_up(export, at) as result:
        OrderItem.objects.update(price=1000, net_amount=1000)
    assert result.result()

    export.refresh_from_db()
    assert (export.status, export.rows_total, export.sums) == ("ready", 1, {"BRL": "106.90"})
    if format == "csv":
        assert [row["Paid"] for row in table(export)] == ["106.90"]
    else:
        assert workbook(export).worksheets[0]["A2"].value == 106.9


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_that_is_canceled_while_it_is_written_ends_at_once(shop, order, media, format):
    export = shop.ask(order, format=format, columns=COLUMNS)

    with held_up(export) as result:
        cancel_export(actor=shop.user, pk=export.pk)
        # The rows are still locked: it is not they that it waited for.
        assert not result.result(timeout=2.9)

    export.refresh_from_db()
    assert (export.status, export.file) == ("canceled", "")
    assert files(media) == []


def test_a_worker_that_lost_its_claim_writes_nothing_more(shop, order, media):
    export = shop.ask(order, columns=COLUMNS)
    another = uuid4()

    with held_up(export) as result:
        Export.objects.filter(pk=export.pk).update(claim=another, rows_done=17)
        assert not result.result(timeout=2.9)

    export.refresh_from_db()
    assert (export.status, export.claim, export.rows_done) == ("running", another, 17)
    assert files(media) == []


def test_a_file_that_is_finished_too_late_is_deleted(shop, order, media, settings):
    export = shop.ask(order)
    slow = {
        "BACKEND": "tests.exports.slow_storage.SlowFiles",
        "OPTIONS": {"meanwhile": lambda: cancel_export(actor=shop.user, pk=export.pk)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": slow}

    assert not run_export(export.pk)

    export.refresh_from_db()
    assert (export.status, export.file, files(media)) == ("canceled", "", [])


def test_progress_can_be_seen_while_it_is_written(shop, order):
    export = shop.ask(order, columns=COLUMNS)

    with held_up(export):
        began = Export.objects.get(pk=export.pk)
        assert began.status == "running"
        while not (seen := Export.objects.get(pk=export.pk)).rows_total:
            assert seen.status == "running"

    assert (seen.rows_done, seen.rows_total) == (0, 1)
    assert seen.claimed_until > began.claimed_until


def test_of_many_workers_one_writes(shop, order, media):
    export = shop.ask(order)

    ended = in_threads(*[lambda: run_export(export.pk)] * 5)

    assert sorted(ended) == [False, False, False, False, True]
    assert len(files(media)) == 1


def test_an_export_that_ended_is_not_written_again(shop, order, media):
    export = shop.export(order)
    (file,) = files(media)

    assert not run_export(export.pk)

    assert files(media) == [file]


def test_what_a_lost_worker_had_is_begun_again_by_the_sweep(shop, order):
    export = shop.ask(order)
    now = timezone.now()
    Export.objects.filter(pk=export.pk).update(
        status="running", claim=uuid4(), claimed_until=now + timedelta(minutes=1)
    )
    assert sweep().to_run == []
    assert not run_export(export.pk)

    lapse(export)

    assert sweep().to_run == [export.pk]
    assert run(export).status == "ready"
    assert sweep().to_run == []


def test_what_was_asked_for_just_now_is_left_to_its_message(shop, order):
    export = shop.ask(order)
    assert sweep().to_run == []

    lapse(export)

    assert sweep().to_run == [export.pk]


def test_an_export_that_ends_its_worker_each_time_is_given_up(shop, order):
    export = shop.ask(order)
    Export.objects.filter(pk=export.pk).update(
        status="running", claim=uuid4(), claimed_until=timezone.now(), attempts=MOST_ATTEMPTS
    )

    export = run(export)

    assert (export.status, export.error) == ("failed", "given_up")


def test_a_folder_that_takes_no_files_is_a_failure_that_says_so(shop, order, media):
    media.write_text("A file stands where the folder should be.")

    export = shop.export(order)

    assert (export.status, export.error, export.file) == ("failed", "no_space", "")
    media.unlink()
    assert run(request_again(actor=shop.user, pk=export.pk, site=SITE)).status == "ready"


def test_what_postgresql_cannot_work_out_is_a_failure(shop, order, media, monkeypatch):
    broken = Column("sku", "SKU", "(1 / (i.id - i.id))::text")
    monkeypatch.setitem(KINDS, "order_items", replace(ORDER_ITEMS, columns=(broken,)))

    export = shop.export(order)

    assert (export.status, export.error) == ("failed", "unexpected")
    assert files(media) == []
