"""Applying, discarding, undoing and reading again, from the page."""

import pytest

from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import discard_bulk_update
from omnitron.bulk_update_pages.undo_form import MOST_NAMED
from tests.bulk_updates.uploads import csv_of, read, worked_on
from tests.panel.bulk_updates.pages import (
    UNKNOWN,
    address,
    applied,
    change,
    items_of,
    line_of,
    read_by,
    shipping,
)
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db

YES = {"undo-sure": "on"}
STATUS = BulkUpdate.Status


def post(client, update, action, data=None):
    answer = client.post(address(update, action), data or {}, follow=True)
    update.refresh_from_db()
    return answer


@pytest.mark.parametrize(("action", "all_good"), [("apply/", False), ("apply-all/", True)])
def test_a_file_is_applied_by_who_asks(operator, user, channel, action, all_good):
    update = shipping(user, items_of(channel, 2))

    page = post(operator, update, action)

    assert (update.status, update.all_or_nothing) == (STATUS.APPLYING, all_good)
    assert update.applied_by == user
    assert "Applying 0 of 2 items" in text_of(page)


def test_all_or_nothing_is_refused_where_a_row_is_refused(operator, user, channel):
    update = read_by(user, line_of(items_of(channel, 1)[0], "Shipped", ""), UNKNOWN)

    page = post(operator, update, "apply-all/")

    assert update.status == STATUS.READY
    assert "1 row is refused" in text_of(page)


def test_what_somebody_else_has_decided_is_said_on_the_page(operator, user, channel):
    update = shipping(user, items_of(channel, 1))
    discard_bulk_update(actor=user, pk=update.pk)

    page = post(operator, update, "apply/")

    assert update.status == STATUS.DISCARDED
    assert "is “Discarded”: look again, somebody may have been faster." in text_of(page)


def test_a_file_is_discarded(operator, user, channel):
    update = shipping(user, items_of(channel, 1))

    page = post(operator, update, "discard/")

    assert update.status == STATUS.DISCARDED
    assert "Discarded: nothing was changed" in text_of(page)


def test_an_undo_asks_first_and_names_what_stays(operator, user, channel):
    items = items_of(channel, 6)
    update = applied(shipping(user, items))
    for item in items[: MOST_NAMED + 1]:
        change(item)

    page = operator.post(address(update, "undo/"))

    text = text_of(page)
    named = ", ".join(item.order.number for item in items[:MOST_NAMED])
    assert f"Undo bulk update {update.pk}" in text
    assert f"4 items were changed again since and stay as they are: orders {named}…." in text
    assert "2 items go back to what they were before this file." in text
    update.refresh_from_db()
    assert update.status == STATUS.DONE


def test_an_undo_that_was_answered_is_done(operator, user, channel):
    update = applied(shipping(user, items_of(channel, 2)))

    page = post(operator, update, "undo/", YES)

    assert (update.status, update.undone_by) == (STATUS.UNDOING, user)
    assert "Undoing 0 of 2 items" in text_of(page)


def test_a_script_takes_the_question_alone(operator, user, channel):
    update = applied(shipping(user, items_of(channel, 1)))

    answer = operator.post(address(update, "undo/"), headers={"HX-Request": "true"})

    assert answer["HX-Retarget"] == answer["HX-Reselect"] == "#id_undo-question"
    assert 'id="id_undo-question"' in answer.content.decode()


def test_what_cannot_be_undone_is_refused_on_the_page(operator, user, channel):
    update = shipping(user, items_of(channel, 1))

    page = post(operator, update, "undo/", YES)

    assert update.status == STATUS.READY
    assert "is “Ready to apply”" in text_of(page)


def test_what_is_applied_cannot_be_read_again(operator, user, channel):
    update = applied(shipping(user, items_of(channel, 1)))

    page = post(operator, update, "read-again/")

    assert update.status == STATUS.DONE
    assert "only one that is not applied can be read again." in text_of(page)


def test_a_file_is_read_again_as_somebody_chose(operator, user, channel):
    item = items_of(channel, 1)[0]
    update = read(csv_of(line_of(item, "", "ğ"), encoding="cp1254"), actor=user)
    data = {"reading-encoding": "cp1252", "reading-delimiter": ","}

    page = post(operator, update, "read-again/", data)

    assert (update.status, update.encoding) == (STATUS.UPLOADED, "cp1252")
    assert "Reading the file" in text_of(page)
    worked_on(update)
    assert "Tracking number empty → ð" in text_of(operator.get(address(update)))


def test_an_encoding_that_is_none_is_refused_at_its_field(operator, user, channel):
    update = shipping(user, items_of(channel, 1))

    page = operator.post(address(update, "read-again/"), {"reading-encoding": "klingon"})

    assert page.status_code == 422
    assert "klingon is not one of the available choices." in text_of(page)
    assert '<details class="disclosure" open>' in page.content.decode()
