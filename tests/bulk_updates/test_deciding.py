"""Who may do what with which file, and when."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bulk_updates.access import get_bulk_update
from bulk_updates.jobs.claiming import ClaimLost, claim, note
from bulk_updates.jobs.clearing import clear_old
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import (
    apply_bulk_update,
    discard_bulk_update,
    undo_bulk_update,
)
from bulk_updates.services.uploading import read_again, upload
from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from omnitron.core.errors import Conflict, NotFound, Refusal
from tests.bulk_updates.uploads import csv_of, outcomes, read, read_rows, uploaded, worked_on
from tests.factories import OrderItemFactory, UserFactory
from tests.factories.bulk_updates import BulkUpdateFactory
from tests.factories.reference import SalesChannelFactory, ShippingCompanyFactory

pytestmark = pytest.mark.django_db

DECISIONS = (apply_bulk_update, discard_bulk_update, undo_bulk_update)


@pytest.fixture
def item():
    return OrderItemFactory()


@pytest.mark.parametrize("role", ["Support", "MPO", "Seller", "API client"])
def test_who_has_not_the_permission_uploads_and_decides_nothing(role, item):
    person = UserFactory(role=role, channels=[item.order.channel])
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    with pytest.raises(Refusal, match="Update thousands of order lines"):
        upload(actor=person, file=SimpleUploadedFile("a.csv", csv_of()))
    for decide in DECISIONS:
        with pytest.raises(Refusal, match="Update thousands of order lines"):
            decide(actor=person, pk=update.pk)


def test_a_strangers_file_does_not_exist(item, operator_of):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    SalesChannelFactory()
    stranger = operator_of(SalesChannelFactory())

    for decide in (get_bulk_update, *DECISIONS):
        with pytest.raises(NotFound, match="There is no bulk update"):
            decide(stranger, update.pk) if decide == get_bulk_update else decide(
                actor=stranger, pk=update.pk
            )


def test_a_file_about_channels_that_one_has_too_can_be_seen(item, operator_of):
    SalesChannelFactory()
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    assert get_bulk_update(operator_of(item.order.channel), update.pk) == update


def test_a_file_about_one_channel_more_cannot(item, operator_of):
    other = OrderItemFactory()
    SalesChannelFactory()
    update = read_rows(
        (item.order.number, item.pk, "Shipped", ""), (other.order.number, other.pk, "Shipped", "")
    )

    with pytest.raises(NotFound):
        get_bulk_update(operator_of(item.order.channel), update.pk)


def test_a_file_in_which_nothing_was_found_is_its_owners_alone(operator_of):
    mine, _others = SalesChannelFactory.create_batch(2)
    owner = operator_of(mine)
    update = read_rows(("1", "2", "Shipped", ""), actor=owner)

    assert get_bulk_update(owner, update.pk) == update
    with pytest.raises(NotFound):
        get_bulk_update(operator_of(mine), update.pk)


@pytest.mark.parametrize(
    ("decide", "to"),
    [
        (apply_bulk_update, BulkUpdateStatus.APPLYING),
        (discard_bulk_update, BulkUpdateStatus.DISCARDED),
        (undo_bulk_update, BulkUpdateStatus.UNDOING),
    ],
)
def test_a_decision_that_comes_too_late_or_too_early_changes_nothing(decide, to):
    admin = UserFactory(is_superuser=True)
    repeated = {
        BulkUpdateStatus.APPLYING: {BulkUpdateStatus.APPLYING, BulkUpdateStatus.DONE},
        BulkUpdateStatus.DISCARDED: {BulkUpdateStatus.DISCARDED},
        BulkUpdateStatus.UNDOING: {BulkUpdateStatus.UNDOING, BulkUpdateStatus.UNDONE},
    }
    for status in BulkUpdateStatus:
        if BULK_UPDATE_MOVES.allows(status, to) or status in repeated[to]:
            continue
        update = BulkUpdateFactory(status=status)
        with pytest.raises(Conflict, match="look again"):
            decide(actor=admin, pk=update.pk)
        update.refresh_from_db()
        assert update.status == status


def test_a_discarded_file_changes_nothing(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    discard_bulk_update(actor=update.uploaded_by, pk=update.pk)

    assert worked_on(update).status == "discarded"
    assert not item.order.events.exists()


def test_a_file_is_read_again_in_an_encoding_that_somebody_chose(item):
    ShippingCompanyFactory(code="pao", name="São")
    header = ("order_number", "order_item_id", "shipping_company")
    content = csv_of((item.order.number, item.pk, "São"), header=header, encoding="utf-8")
    update = read(content)
    assert outcomes(update)[2][0] == "change"

    read_again(actor=update.uploaded_by, pk=update.pk, encoding="cp1252", delimiter="")
    worked_on(update)

    assert outcomes(update) == {2: ("refused", "unknown_company", "shipping_company")}
    assert (update.encoding, update.delimiter) == ("cp1252", ",")


def test_a_file_that_could_not_be_read_can_be_in_another_encoding(item):
    content = csv_of((item.order.number, item.pk, "Shipped", "")) + "# ş\r\n".encode("cp1254")
    update = read(content + "# ş\r\n".encode())
    assert (update.status, update.problem) == ("unreadable", "mixed_encodings")

    read_again(actor=update.uploaded_by, pk=update.pk, encoding="cp1254", delimiter="")

    assert worked_on(update).status == "ready"
    assert update.problem == ""


def test_a_file_that_is_just_read_can_be_discarded_and_its_worker_stops(item):
    update = uploaded(csv_of((item.order.number, item.pk, "Shipped", "")))
    key = claim(update.pk)
    note(update.pk, key, status=BulkUpdateStatus.PARSING)

    discard_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(ClaimLost):
        note(update.pk, key, bytes_read=1)
    assert worked_on(update).status == "discarded"


@pytest.mark.parametrize(("encoding", "delimiter"), [("rot13", ""), ("", "|")])
def test_an_encoding_that_is_not_known_is_refused(encoding, delimiter):
    update = read(csv_of(("1", "2", "Shipped", "")))

    with pytest.raises(Refusal, match=r"encoding|delimiter"):
        read_again(actor=update.uploaded_by, pk=update.pk, encoding=encoding, delimiter=delimiter)


def test_a_preview_that_was_read_again_since_is_not_applied(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    seen = update.seen
    read_again(actor=update.uploaded_by, pk=update.pk, encoding="", delimiter=",")
    worked_on(update)

    with pytest.raises(Conflict, match="read again since you looked"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk, seen=seen)

    assert apply_bulk_update(actor=update.uploaded_by, pk=update.pk, seen=update.seen)


def test_all_or_nothing_is_not_answered_by_what_a_colleague_has_asked_for(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(Conflict, match="somebody may have been faster"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk, only_if_all_good=True)


def test_what_was_applied_is_not_read_again(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(Conflict, match="not applied"):
        read_again(actor=update.uploaded_by, pk=update.pk, encoding="", delimiter=";")


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(Refusal, match="154 characters"):
        uploaded(csv_of(), name="x" * 150 + ".csv")


def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_left(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = str(tmp_path / "file")

    with pytest.raises(Refusal, match="disk for files is full or closed"):
        uploaded(csv_of())

    assert not BulkUpdate.objects.exists()


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
