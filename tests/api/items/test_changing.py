"""A client changes status, shipment and invoice of a line."""

import pytest

from orders.models import OrderEvent, OrderItem
from tests.api.clients import client_of
from tests.factories import (
    OrderItemFactory,
    PackageFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(channel):
    return OrderItemFactory(order__channel=channel, status=450, tracking_number="")


def patch(api, item, **data):
    return api.patch(f"/api/v1/order_items/{item.pk}/", data)


def test_what_was_sent_stands_in_the_answer_and_in_the_row(api, item):
    ShippingCompanyFactory(code="yurtici")

    answer = patch(
        api,
        item,
        status="500",
        shipping_company="yurtici",
        tracking_number="T-1",
        carrier_shipping_code="C-1",
        invoice_number="I-1",
        invoice_date="2020-01-31",
        e_archive_url="https://e-archive.example/1",
        extra_field={"id": "77"},
    )

    assert answer.status_code == 200
    shown = answer.json()
    assert {
        name: shown[name]
        for name in ("status", "shipping_company", "tracking_number", "carrier_shipping_code")
    } == {
        "status": "500",
        "shipping_company": "yurtici",
        "tracking_number": "T-1",
        "carrier_shipping_code": "C-1",
    }
    item.refresh_from_db()
    assert (item.invoice_number, str(item.invoice_date)) == ("I-1", "2020-01-31")
    assert item.e_archive_url == "https://e-archive.example/1"
    assert item.extra_field == {"id": "77"}


def test_the_log_names_the_client_and_what_it_changed(api, item):
    patch(api, item, status=500, tracking_number="T-1")

    event = OrderEvent.objects.get(item=item)
    assert (event.kind, event.actor_type, event.actor) == (
        "status_changed",
        "api_client",
        api.user,
    )
    assert event.changes == {"status": [450, 500], "tracking_number": ["", "T-1"]}


@pytest.mark.parametrize(
    "written", ["500", 500, "SHIPPED", "shipped", "Shipped", "Kargoya verildi"]
)
def test_a_status_is_written_as_code_or_name(api, item, written):
    assert patch(api, item, status=written).json()["status"] == "500"


def test_order_and_package_follow_the_line(api, channel):
    package = PackageFactory(order__channel=channel)
    item = OrderItemFactory(order=package.order, package=package, status=450)

    patch(api, item, status=500, tracking_number="T-1")

    package.refresh_from_db()
    package.order.refresh_from_db()
    assert (package.status, package.tracking_number, package.order.status) == (
        "shipped",
        "T-1",
        500,
    )


def test_the_same_again_changes_nothing(api, item):
    patch(api, item, status=500)

    answer = patch(api, item, status=500)

    assert answer.status_code == 200
    assert OrderItem.objects.get().version == 2
    assert OrderEvent.objects.filter(item=item).count() == 1


def test_a_change_of_other_details_is_logged_without_what_they_were(api, item):
    patch(api, item, extra_field={"name": "Ada"})

    event = OrderEvent.objects.get(item=item)
    assert (event.kind, event.changes) == ("details_changed", {})


def test_a_move_that_the_table_does_not_have_is_409(api, item):
    answer = patch(api, item, status=550)

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")
    item.refresh_from_db()
    assert item.status == 450


@pytest.mark.parametrize("status", [50, 100, 600])
def test_cancellation_goes_through_a_plan(api, item, status):
    answer = patch(api, item, status=status)

    assert answer.status_code == 409
    assert "plan" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "lost"),
        ("status", [450]),
        ("status", True),
        ("shipping_company", "nobody"),
        ("tracking_number", "9" * 129),
        ("tracking_number", {"a": 1}),
        ("invoice_date", "31.01.2020"),
        ("e_archive_url", "javascript:alert(1)"),
        ("extra_field", "text"),
    ],
)
def test_a_value_that_cannot_be_is_400_under_its_field(api, item, field, value):
    answer = patch(api, item, **{field: value})

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}
    assert not OrderEvent.objects.filter(item=item).exists()


def test_an_invoice_of_tomorrow_is_refused(api, item):
    answer = patch(api, item, invoice_date="2999-01-01")

    assert (answer.status_code, answer.json()["code"]) == (400, "refused")


def test_a_company_that_is_not_offered_any_more_is_refused(api, item):
    ShippingCompanyFactory(code="gone", is_active=False)

    answer = patch(api, item, shipping_company="gone")

    assert answer.status_code == 400


def test_unknown_fields_are_passed_over(api, item):
    assert patch(api, item, failed_reason_type=None, pk=1).status_code == 200


def test_a_strangers_line_is_404(stranger, item):
    assert patch(stranger, item, status=500).status_code == 404
    item.refresh_from_db()
    assert item.status == 450


def test_without_the_permission_it_is_403(channel, item):

    support = client_of(UserFactory(role="Support", channels=[channel]))

    assert patch(support, item, status=500).status_code == 403
