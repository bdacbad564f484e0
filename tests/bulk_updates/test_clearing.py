"""Rows and files that are kept for some time, and no longer."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from bulk_updates.jobs.clearing import clear_old
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from omnitron.core.errors import Conflict
from tests.bulk_updates.uploads import read_rows, worked_on

pytestmark = pytest.mark.django_db


def old(update, days):
    at = timezone.now() - timedelta(days=days)
    BulkUpdate.objects.filter(pk=update.pk).update(uploaded_at=at)


def test_rows_and_file_are_forgotten_after_some_time(
    item, settings, tmp_path, django_capture_on_commit_callbacks
):
    update, young = (read_rows((item.order.number, item.pk, "Shipped", "")) for _ in range(2))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    worked_on(update)
    old(update, days=settings.BULK_UPDATE_DAYS + 1)
    old(young, days=settings.BULK_UPDATE_DAYS - 1)

    with django_capture_on_commit_callbacks(execute=True):
        assert clear_old() == 1

    update.refresh_from_db()
    assert (update.status, update.changed_count, update.file.name) == ("done", 1, "")
    assert not update.rows.exists()
    assert young.rows.count() == 1
    assert len(list(tmp_path.rglob("*.csv"))) == 1
    with pytest.raises(Conflict, match="no longer kept"):
        undo_bulk_update(actor=update.uploaded_by, pk=update.pk)


def test_a_file_that_nobody_has_decided_on_is_discarded_with_its_rows(item, settings):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    old(update, days=settings.BULK_UPDATE_DAYS + 1)

    clear_old()

    update.refresh_from_db()
    assert update.status == "discarded"


def test_files_that_nobody_names_are_deleted_after_a_day(item, tmp_path):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    kept = tmp_path / update.file.name
    lost = kept.with_name("lost.csv")
    fresh = kept.with_name("fresh.csv")
    for path in (lost, fresh):
        path.touch()
    for path in (kept, lost):
        os.utime(path, (0, 0))

    clear_old()

    assert (kept.exists(), lost.exists(), fresh.exists()) == (True, False, True)
