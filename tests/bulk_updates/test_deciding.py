"""When a file may be applied, discarded and undone."""

import pytest

from bulk_updates.jobs.claiming import ClaimLost, claim, note
from bulk_updates.services.deciding import apply_bulk_update, discard_bulk_update, undo_bulk_update
from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from omnitron.core.errors import Conflict
from tests.bulk_updates.uploads import csv_of, read_rows, uploaded, worked_on
from tests.factories import BulkUpdateFactory, UserFactory

pytestmark = pytest.mark.django_db


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


def test_a_file_that_is_just_read_can_be_discarded_and_its_worker_stops(item):
    update = uploaded(csv_of((item.order.number, item.pk, "Shipped", "")))
    key = claim(update.pk)
    note(update.pk, key, status=BulkUpdateStatus.PARSING)

    discard_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(ClaimLost):
        note(update.pk, key, bytes_read=1)
    assert worked_on(update).status == "discarded"


def test_all_or_nothing_is_not_answered_by_what_a_colleague_has_asked_for(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(Conflict, match="somebody may have been faster"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk, only_if_all_good=True)
