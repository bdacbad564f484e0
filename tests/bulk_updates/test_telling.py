"""What a refused row says: why, and what to do."""

import pytest

from bulk_updates.models import BulkUpdateRow
from bulk_updates.reading.problems import _SENTENCES, Problem
from bulk_updates.reasons import Reason
from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.telling import Teller, label_of
from bulk_updates.words import WORDS, move_words
from orders.services.moving import move_items
from orders.states import ITEM_MOVES, Status
from tests.bulk_updates.uploads import only_row, read_rows, worked_on
from tests.factories import OrderItemFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


def told(column, value, reason, **found):
    row = BulkUpdateRow(line=2, column=column, reason=reason, reason_values=found or None)
    setattr(row, column, value)
    return str(Teller().tell([row])[0])


def test_every_reason_has_words():
    assert set(WORDS) == set(Reason)
    assert all(label_of(reason) for reason in Reason)


def test_every_problem_of_a_file_has_a_sentence():
    assert set(_SENTENCES) == set(Problem)


def test_every_move_that_is_not_allowed_has_words():
    for before in Status:
        for after in set(Status) - {before}:
            if not ITEM_MOVES.allows(before, after):
                why, remedy = move_words(before, after)
                assert str(after.label) in why or before == Status.CANCELLATION_WAITING
                assert remedy.endswith(".")


def test_a_move_names_both_statuses():
    assert told("status", "Preparing", "move_not_allowed", before=550, after=450) == (
        "Status Preparing is not possible from Delivered."
        " A wrong status is put right on the order page by “Correct the status”."
    )


def test_a_status_of_plans_says_the_way():
    assert told("status", "Canceled", "needs_plan", before=400, after=100) == (
        "Canceled is reached by a cancellation plan alone."
        " Cancel or return the item on the order page."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("31/11/2017", "November 2017 has 30 days. Write the date as 2017-11-30."),
        ("30.02.2016", "February 2016 has 29 days. Write the date as 2016-02-29."),
        (
            "30/11/2017",
            "This is no date that can be read without guessing. Write the date as 2017-11-30.",
        ),
        (
            "soon",
            "This is no date that can be read without guessing."
            " Write it as 2017-11-30 or as 30.11.2017.",
        ),
    ],
)
def test_a_date_says_what_is_wrong_with_it(value, sentence):
    assert told("invoice_date", value, "bad_date") == sentence


def test_a_company_that_is_nearly_right_is_named():
    ShippingCompanyFactory(code="jadlog", name="Jadlog Express")

    assert told("shipping_company", "jadlog-expres", "unknown_company") == (
        "Not in the list of shipping companies. Nearest: Jadlog Express."
    )


def test_a_value_with_a_percent_sign_is_told_as_it_stands():
    ShippingCompanyFactory(code="half", name="50%s off")

    assert "Nearest: 50%s off." in told("shipping_company", "50%s of", "unknown_company")
    assert "“100%s”" in told("status", "100%s", "unknown_status")


def test_who_changed_an_item_is_named_in_one_query_for_all(django_assert_num_queries):
    items = OrderItemFactory.create_batch(3)
    update = read_rows(*((item.order.number, item.pk, "Shipped", "") for item in items))
    person = UserFactory(is_superuser=True, username="elif", first_name="Elif", last_name="Şahin")
    move_items(actor=person, item_ids=[item.pk for item in items], to=Status.PREPARING)
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    worked_on(update)
    rows = list(update.rows.all())

    with django_assert_num_queries(1):
        sentences = [words.why for words in Teller().tell(rows)]

    assert len(sentences) == 3
    assert all(
        text.startswith("Elif Şahin (elif) changed this item on ")
        and text.endswith(", after the preview.")
        for text in sentences
    )


def test_an_item_of_another_order_is_told_where_it_is():
    item = OrderItemFactory()
    update = read_rows(("1", item.pk, "Shipped", ""))

    assert str(Teller().tell([only_row(update)])[0]) == (
        f"This item belongs to order {item.order.number}."
        " Take both numbers from the same line of an export."
    )
