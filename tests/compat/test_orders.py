"""Orders of a shop come in through channel-app, once each, and are read back."""

import pytest

from orders.models import Order
from tests.compat.goods import line, order

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


def test_an_order_comes_in_with_all_it_has(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])

    row = Order.objects.get()
    assert (row.number, row.channel, row.currency) == ("T-1", shop.channel, "TRY")
    assert (row.customer.email, row.first_name) == ("deniz@example.com", "Deniz")
    assert row.shipping_address.line == "Hemen sahil kenarı 3"
    assert row.billing_address.line == "Fatura sokak 5"
    assert [str(amount) for amount in (row.amount, row.net_shipping_amount)] == [
        "195.000",
        "15.000",
    ]
    assert row.placed_at.isoformat() == "2026-11-20T06:30:00.250000+00:00"
    assert row.notes == "Kapıya bırakın."
    assert [
        (item.status, str(item.net_amount), str(item.tax_rate), item.sku)
        for item in row.items.order_by("line_number")
    ] == [(400, "90.000", "20.00", "MUG-1")] * 2


def test_an_order_and_its_lines_are_mapped_to_the_shop_s_keys(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])

    row = Order.objects.get()
    first, second = row.items.order_by("line_number")
    assert shop.mappings("order") == {row.pk: ("R-T-1", "success")}
    assert shop.mappings("orderitem") == {
        first.pk: ("T-1-1", "success"),
        second.pk: ("T-1-2", "success"),
    }
    assert shop.batches() == ["done"]


def test_the_same_order_comes_in_once(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])
    shop.run("orders", "take_in", orders=[order("T-1")])

    assert Order.objects.get().items.count() == 2
    assert shop.batches() == ["done", "done"]


def test_several_orders_come_in_in_one_batch(shop):
    shop.run("orders", "take_in", orders=[order("T-1"), order("T-2", line("T-2-1"))])

    assert [(row.number, row.items.count()) for row in Order.objects.order_by("number")] == [
        ("T-1", 2),
        ("T-2", 1),
    ]
    assert set(shop.mappings("order").values()) == {("R-T-1", "success"), ("R-T-2", "success")}
    assert shop.batches() == ["done"]


def test_an_order_whose_sums_do_not_add_up_is_refused_and_reported(shop):
    shop.run("orders", "take_in", orders=[order("T-1", amount="17.00"), order("T-2")])

    assert Order.objects.get().number == "T-2"
    (report,) = shop.reports(is_ok=False)
    assert "195" in report["raw_response"]


def test_an_order_is_read_by_number_by_key_and_in_lists(shop):
    shop.run("orders", "take_in", orders=[order("T-1"), order("T-2")])

    read = shop.run("orders", "read", number="T-1")

    row = Order.objects.get(number="T-1")
    assert read["by_number"]["pk"] == row.pk
    assert read["by_number"] == read["by_key"]
    assert read["listed"] == [read["by_key"]]
    assert read["items"] == read["items_of_all"]
    assert [item["pk"] for item in read["items"]] == [item.pk for item in row.items.order_by("pk")]


def test_an_order_reads_as_it_was_sent(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])

    read = shop.run("orders", "read", number="T-1")

    sent = order("T-1")
    assert {name: read["by_number"][name] for name in ("number", "status", "notes")} == {
        name: sent["order"][name] for name in ("number", "status", "notes")
    }
    assert read["by_number"]["amount"] == "195.00"
    assert read["by_number"]["date_placed"] == "2026-11-20T06:30:00.250000Z"
    assert read["by_number"]["extra_field"] == {"id": "R-T-1"}
    assert [
        (item["status"], item["price"], item["discount_amount"], item["extra_field"])
        for item in read["items"]
    ] == [
        ("400", "100.00", "10.00", {"id": "T-1-1"}),
        ("400", "100.00", "10.00", {"id": "T-1-2"}),
    ]


def test_an_order_is_marked_as_reported(shop):
    shop.run("orders", "take_in", orders=[order("T-1")])
    row = Order.objects.get()

    changed = shop.run("orders", "mark_as_reported", pk=row.pk)

    assert changed["is_send"] is True
    row.refresh_from_db()
    assert row.is_send is True


def test_a_city_that_nobody_knows_is_reported_by_name(shop):
    unknown = order("T-1")
    unknown["order"]["shipping_address"]["city"] = "Atlantis"

    shop.run("orders", "take_in", orders=[unknown])

    assert not Order.objects.exists()
    assert shop.reports(error_code="integrations_200_10_2") != []
