"""The shop tells what happened to lines: status, tracking, invoice, parcels."""

import pytest

from orders.models import Order, OrderItem
from tests.compat.goods import order
from tests.factories import ShippingCompanyFactory

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


@pytest.fixture
def first(shop):
    """The first line of an order that came in."""
    shop.run("orders", "take_in", orders=[order("T-1")])
    return OrderItem.objects.get(line_number=1)


def change(shop, **fields):
    shop.run("orders", "change_items", updated=[{"remote_id": "T-1-1", **fields}])


def test_the_shop_ships_a_line(shop, first):
    change(shop, status="500", tracking_number="TR-77")

    first.refresh_from_db()
    assert (first.status, first.tracking_number) == (500, "TR-77")
    assert OrderItem.objects.get(line_number=2).status == 400


def test_the_shop_tells_of_an_invoice(shop, first):
    change(shop, invoice_number="INV-9", invoice_date="2026-11-21")

    first.refresh_from_db()
    assert first.invoice_number == "INV-9"
    assert first.invoice_date.isoformat().startswith("2026-11-21")


def test_extra_fields_of_a_line_are_kept(shop, first):
    change(shop, extra_field={"id": "T-1-1", "gift": "yes"})

    first.refresh_from_db()
    assert first.extra_field == {"id": "T-1-1", "gift": "yes"}


def test_what_is_there_already_is_not_sent(shop, first):
    change(shop, status="400")

    assert {answer["view"] for answer in shop.server.answers() if answer["method"] == "PATCH"} == {
        "api:v1:channel-batch_requests-detail"
    }


def test_a_move_that_is_not_allowed_is_reported(shop, first):
    raised = shop.raised(
        "orders", "change_items", updated=[{"remote_id": "T-1-1", "status": "550"}]
    )

    # channel-app has its batch fail, and then calls it done.
    assert (raised["type"], raised["status"]) == ("HTTPError", 406)
    assert shop.batches() == ["done", "fail"]
    first.refresh_from_db()
    assert first.status == 400
    (report,) = shop.reports(is_ok=False)
    assert "550" in report["raw_request"]


def test_a_line_is_patched_by_omnisdk(shop, first):
    changed = shop.run("orders", "patch_item", pk=first.pk, status=450, carrier_shipping_code="C-3")

    first.refresh_from_db()
    assert (first.status, first.carrier_shipping_code) == (450, "C-3")
    assert (changed["pk"], changed["status"]) == (first.pk, "450")
    assert changed["carrier_shipping_code"] == "C-3"


def test_a_parcel_is_told_of_with_a_carrier_of_the_channel(shop, first):
    yurtici = ShippingCompanyFactory(code="yurtici", name="Yurtiçi")
    Order.objects.update(cargo_company=str(yurtici.pk))

    outcome = shop.run("orders", "tell_of_shipping", number="T-1")

    assert [(cargo["erp_code"], cargo["name"]) for cargo in outcome["cargos"]] == [
        ("aras", "Aras"),
        ("yurtici", "Yurtiçi"),
    ]
    assert outcome["told_of"] == {
        "order": first.order_id,
        "order_number": "T-1",
        "shipping_company": "yurtici",
        "is_send": False,
    }
    assert {item.shipping_company for item in OrderItem.objects.all()} == {yurtici}
