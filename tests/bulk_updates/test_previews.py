"""What a preview says of a whole file."""

import pytest

from orders.models import OrderItem
from orders.states import Status
from tests.bulk_updates.uploads import HEADER, read_rows
from tests.factories import OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def test_of_many_groups_of_a_column_the_largest_are_shown_and_the_rest_is_one(monkeypatch):
    monkeypatch.setattr("bulk_updates.jobs.checking.MOST_GROUPS", 1)
    items = OrderItemFactory.create_batch(4, status=Status.SHIPPED)
    words = ("510", "510", "520", "540")
    rows = [
        (item.order.number, item.pk, word, "T1") for item, word in zip(items, words, strict=True)
    ]

    update = read_rows(*rows)

    found = [(group["column"], group["kind"], group["items"]) for group in update.groups]
    assert found == [
        ("status", "moved", 2),
        ("status", "others", 2),
        ("tracking_number", "set", 4),
    ]


def test_nothing_of_an_order_changes_before_somebody_applies_it():
    order = OrderFactory(items=1)
    before = OrderItem.objects.values().get()

    read_rows((order.number, before["id"], "Preparing", "JD1"))

    assert OrderItem.objects.values().get() == before
    assert not order.events.exists()


def test_the_figures_of_the_preview_add_up():
    order, other = OrderFactory(items=3), OrderFactory(items=1)
    a, b, c = order.items.all()

    update = read_rows(
        (order.number, a.pk, "Preparing", "JD1"),
        (order.number, b.pk, "Preparing", ""),
        (order.number, c.pk, "Approved", ""),
        (other.number, other.items.get().pk, "Delivered", ""),
        header=HEADER,
    )

    assert update.status == "ready"
    assert update.row_count == 4
    assert (update.change_count, update.unchanged_count, update.refused_count) == (2, 1, 1)
    assert update.order_count == 1
    assert update.refusals == {"move_not_allowed": 1}
    moved = {"column": "status", "kind": "moved", "before": 400, "after": 450, "items": 2}
    tracked = {
        "column": "tracking_number",
        "kind": "set",
        "before": None,
        "after": None,
        "items": 1,
    }
    assert update.groups == [moved, tracked]
