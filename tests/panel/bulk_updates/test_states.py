"""The page of one bulk update in each of its states."""

import pytest

from bulk_updates.jobs.clearing import clear_old
from bulk_updates.services.deciding import discard_bulk_update
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, read
from tests.panel.bulk_updates.pages import (
    UNKNOWN,
    address,
    applied,
    change,
    items_of,
    line_of,
    read_by,
    set_to,
    shipping,
    step_of,
    undone,
)
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_head_says_which_file_whose_and_how_it_was_read(operator, user, channel):
    user.time_zone = "America/Sao_Paulo"
    user.save()
    item = items_of(channel, 1)[0]
    content = csv_of(line_of(item, "Kargolandı", "ğüş"), delimiter=";", encoding="cp1254")
    update = read(content, name="kargo.csv", actor=user)
    set_to(update, uploaded_at="2017-11-27T12:31Z")

    text = text_of(operator.get(address(update)))

    size = f"{len(content)} bytes"
    found = f"kargo.csv , {size}, Windows-1254 (Turkish), semicolon, 1 row, uploaded by"
    assert f"{found} {user}, 27 Nov 2017, 10:31" in text


def test_an_unreadable_file_says_why_and_offers_to_read_it_otherwise(operator, user):
    update = read(b'order_number,order_item_id,status\n1,2,"x\n', actor=user)

    page = operator.get(address(update))

    text = text_of(page)
    assert "The quotes of the row that begins on line 2 do not match" in text
    assert "Encoding Find out UTF-8 UTF-16" in text
    assert "Delimiter Find out Comma Semicolon Tab" in text
    assert "Discard" in text
    assert "Upload another file" in text
    assert step_of(page) == ["Upload"]
    assert "data-live" not in page.content.decode()


def test_a_preview_shows_four_figures_groups_changes_and_refusals(operator, user, channel):
    one, two, three = items_of(channel, 3)
    rows = [line_of(one, "Shipped", "JD1"), line_of(two, "400", ""), line_of(three, "Shpped", "")]
    update = read_by(user, *rows)

    page = operator.get(address(update))

    text, html = text_of(page), page.content.decode()
    assert "Will change 1 in 1 order Unchanged 1 the file says" in text
    assert "Refused 1 with line, column and reason Rows in the file 3 1 + 1 + 1" in text
    assert "Approved to Shipped 1 Tracking number set 1" in text
    assert (
        f"First 1 of 1 Show all Before and after Line Order and item Change 2 {one.order.number}"
        in text
    )
    assert "Status Approved → Shipped Tracking number empty → JD1" in text
    assert (
        f"4 {three.order.number} status Shpped There is no status “Shpped”. Nearest: Shipped."
        in text
    )
    assert "changes 1 item and leaves 1 refused row out" in text
    assert 'aria-label="1 will change, 1 unchanged, 1 refused"' in html
    assert step_of(page) == ["Preview"]


def test_what_was_read_past_is_named(operator, user, channel):
    item = items_of(channel, 1)[0]
    header = ("order_number", "order_item_id", "status", "outcome", "what_to_do")
    rows = [("# for people", "", "", "", ""), line_of(item, "Shipped", "refused", "Wait")]
    update = read_by(user, *rows, header=header)

    text = text_of(operator.get(address(update)))

    assert "Not changeable, read past: outcome, what_to_do" in text
    assert "1 line that begins with # was read past." in text
    assert "Read as UTF-8, comma." in text


def test_all_good_rows_can_be_applied_all_together_others_cannot(operator, user, channel):
    good = shipping(user, items_of(channel, 2))
    bad = read_by(user, line_of(items_of(channel, 1)[0], "Shipped", ""), UNKNOWN)

    page = operator.get(address(good)).content.decode()
    assert 'href="#apply-all" data-dialog="apply-all"' in page
    assert f'action="{address(good, "apply-all/")}?seen=' in page

    page = operator.get(address(bad)).content.decode()
    assert f'action="{address(bad, "apply/")}?seen=' in page
    assert "apply-all/" not in page
    assert 'aria-describedby="not-all-good" disabled' in page


def test_the_question_before_it_is_applied_repeats_the_numbers(operator, user, channel):
    rows = [line_of(item, "Shipped", "") for item in items_of(channel, 2)]
    update = read_by(user, *rows, UNKNOWN)

    text = text_of(operator.get(address(update)))

    assert f"Apply bulk update {update.pk} 2 items change. 1 refused row is left out." in text


def test_a_file_that_changes_nothing_can_only_be_discarded(operator, user, channel):
    update = read_by(user, line_of(items_of(channel, 1)[0], "Approved", ""))

    page = operator.get(address(update))

    assert "Nothing would change Every row says what is there already." in text_of(page)
    assert 'aria-describedby="nothing-good" disabled' in page.content.decode()
    assert address(update, "apply/") not in page.content.decode()


def test_what_was_applied_has_its_figures_and_the_rows_that_turned_bad(operator, user, channel):
    items = items_of(channel, 3)
    update = shipping(user, items)
    change(items[1])
    applied(update)

    page = operator.get(address(update))

    text = text_of(page)
    assert "2 items changed in 1 second" in text
    assert "Changed 2 Unchanged 0 Refused in the preview 0 Refused while applying 1" in text
    assert f"Line Order Why, and what to do 3 {items[1].order.number}" in text
    assert f'href="{address(update, "result/")}"' in page.content.decode()
    assert "Undo" in text
    assert step_of(page) == ["Result"]


def test_what_was_undone_says_what_stays_and_links_its_orders(operator, user, channel):
    items = items_of(channel, 3)
    update = applied(shipping(user, items))
    change(items[0])
    undone(update)

    page = operator.get(address(update))

    text = text_of(page)
    assert "2 items are as they were before" in text
    assert "Changed 3 Put back 2 Kept 1 changed again by somebody since" in text
    assert "Changed again since, and kept 1" in text
    assert f'href="/omnitron/orders/{items[0].order.number}/"' in page.content.decode()


def test_one_that_a_bad_row_has_stopped_says_so_and_that_nothing_remains(operator, user, channel):
    items = items_of(channel, 3)
    update = shipping(user, items)
    change(items[2])
    applied(update, only_if_all_good=True)

    text = text_of(operator.get(address(update)))

    assert "Stopped: a row has turned bad" in text
    assert "Nothing of it remains changed." in text
    assert f"4 {items[2].order.number}" in text


def test_a_discarded_one_says_that_nothing_was_changed(operator, user, channel):
    update = shipping(user, items_of(channel, 1))
    discard_bulk_update(actor=user, pk=update.pk)

    text = text_of(operator.get(address(update)))

    assert "Discarded: nothing was changed The file can be uploaded again." in text
    assert "Apply only if all rows are good" not in text


def discarded(update):
    discard_bulk_update(actor=update.uploaded_by, pk=update.pk)


@pytest.mark.parametrize("end", [applied, lambda update: undone(applied(update)), discarded])
def test_what_is_no_longer_kept_is_not_offered(operator, user, channel, settings, end):
    items = items_of(channel, 2)
    update = read_by(user, line_of(items[0], "Shipped", ""), line_of(items[1], "nn", ""))
    end(update)
    settings.BULK_UPDATE_DAYS = 0
    clear_old()

    page = operator.get(address(update))

    html = page.content.decode()
    assert "The rows are no longer kept." in html
    for action in ("result/", "refused/", "undo/", "read-again/"):
        assert address(update, action) not in html


def test_a_status_in_the_database_reads_in_words(operator, user, channel):
    item = items_of(channel, 1, status=Status.SHIPPED)[0]
    update = read_by(user, line_of(item, "550", ""))

    assert "Shipped to Delivered 1" in text_of(operator.get(address(update)))
