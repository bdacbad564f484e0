"""Which item a row is about, and which rows name none."""

import pytest

from tests.bulk_updates.uploads import outcomes, read_rows, refused
from tests.factories import OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "item", "reason", "column"),
    [
        ("", "{item}", "key_missing", "order_number"),
        ("{number}", "", "key_missing", "order_item_id"),
        ("1.23E+17", "{item}", "damaged_number", "order_number"),
        ("{number}", "1.23E+17", "damaged_number", "order_item_id"),
        ("{number}", "0", "unknown_item", "order_item_id"),
        ("{number}", "12x", "unknown_item", "order_item_id"),
        ("{number}", "9" * 40, "unknown_item", "order_item_id"),
        ("{other}", "{item}", "item_of_other_order", "order_item_id"),
        ("nothing", "{item}", "item_of_other_order", "order_item_id"),
    ],
)
def test_a_row_that_names_no_item_is_refused(number, item, reason, column):
    order = OrderFactory(items=1)
    names = {"item": order.items.get().pk, "number": order.number, "other": OrderFactory().number}

    update = read_rows((number.format(**names), item.format(**names), "Preparing", ""))

    assert refused(update) == (reason, column)


def test_an_item_of_a_channel_that_is_not_the_persons_is_unknown(operator_of):
    mine, other = OrderFactory(items=1), OrderFactory(items=2)
    first, second = other.items.all()

    update = read_rows(
        (mine.number, mine.items.get().pk, "Preparing", ""),
        (other.number, first.pk, "Preparing", ""),
        # Not even its order's number is told.
        (mine.number, second.pk, "Preparing", ""),
        actor=operator_of(mine.channel),
    )

    assert outcomes(update) == {
        2: ("change", "", ""),
        3: ("refused", "unknown_item", "order_item_id"),
        4: ("refused", "unknown_item", "order_item_id"),
    }
    assert update.channel_ids == [mine.channel_id]


def test_all_lines_about_one_item_are_refused_each_naming_another():
    order = OrderFactory(items=2)
    first, second = order.items.all()

    update = read_rows(
        (order.number, first.pk, "Preparing", ""),
        (order.number, second.pk, "Preparing", ""),
        (order.number, f"0{first.pk}", "Shipped", ""),
        (order.number, first.pk, "Preparing", ""),
    )

    twice = ("refused", "item_twice", "order_item_id")
    assert outcomes(update) == {2: twice, 3: ("change", "", ""), 4: twice, 5: twice}
    named = update.rows.filter(reason="item_twice").order_by("line")
    assert [row.reason_values["line"] for row in named] == [5, 2, 2]


def test_a_row_whose_cells_do_not_fit_makes_the_other_line_of_its_item_be_refused_too():
    item = OrderItemFactory()
    number = item.order.number

    update = read_rows((number, item.pk, "Preparing", ""), (number, item.pk, "Shipped", "", "x"))

    assert outcomes(update) == {
        2: ("refused", "item_twice", "order_item_id"),
        3: ("refused", "too_many_cells", ""),
    }
