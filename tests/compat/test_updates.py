"""What changed is given to the shop once, and again after it has changed again."""

import pytest

from orders.models import Order, OrderItem
from tests.compat import acting
from tests.compat.goods import line, order

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


@pytest.fixture
def pulled(shop):
    """Two orders that came in and were given to the shop."""
    shop.run("orders", "take_in", orders=[order("T-1"), order("T-2")])
    shop.give()
    return Order.objects.order_by("number")


def test_orders_are_given_with_their_lines(shop):
    shop.run("orders", "take_in", orders=[order("T-1", line("T-1-1"))])
    change(shop, Order.objects.get())

    (given,) = shop.give()

    row = Order.objects.get()
    assert (given["pk"], given["number"], given["status"]) == (row.pk, "T-1", "450")
    assert [(item["pk"], item["status"]) for item in given["orderitem_set"]] == [
        (row.items.get().pk, "450")
    ]


def test_what_was_given_is_not_given_again_until_it_changes(shop, pulled):
    assert shop.give() == []

    change(shop, pulled[0])

    assert [given["number"] for given in shop.give()] == ["T-1"]
    assert shop.give() == []


def test_a_pull_keeps_the_keys_of_the_shop(shop, pulled):
    change(shop, pulled[0])

    shop.give()

    assert set(shop.mappings("order").values()) == {("R-T-1", "success"), ("R-T-2", "success")}


def test_what_the_shop_refuses_is_given_again(shop, pulled):
    change(shop, *pulled)

    shop.give(refuses={"T-1": "unknown to us"})

    assert [given["number"] for given in shop.give()] == ["T-1"]


def test_what_a_client_pulled_that_died_is_given_again_once_it_changes(shop, pulled):
    change(shop, pulled[0])
    stopped = shop.run("orders", "pull_and_stop")

    change(shop, pulled[0], status=400)

    assert [given["number"] for given in stopped["orders"]] == ["T-1"]
    assert [given["status"] for given in shop.give()] == ["400"]


def test_a_shop_that_takes_its_time_is_asked_until_it_is_done(shop, pulled):
    change(shop, pulled[0])

    outcome = shop.run("orders", "give_in_the_background", batch="shop-batch-1")

    assert [(batch["status"], batch["remote_batch_id"]) for batch in outcome["asked"]] == [
        ("sent_to_remote", "shop-batch-1"),
        ("ongoing", "shop-batch-1"),
    ]
    assert outcome["done"]["status"] == "done"
    assert shop.give() == []


def change(shop, *orders, status=450):
    """What the shop is to hear of."""
    items = OrderItem.objects.filter(order__in=orders)
    acting.move(acting.operator_of(shop), items, status)
