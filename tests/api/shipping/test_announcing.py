"""A client says by whom an order will travel."""

import pytest

from orders.models import OrderEvent
from tests.factories import OrderFactory, OrderItemFactory, ShippingCompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(channel):
    return OrderFactory(channel=channel, is_send=False)


@pytest.fixture
def company():
    return ShippingCompanyFactory(code="yurtici")


def announce(api, order, company, **data):
    told = {"order": order.pk, "order_number": order.number, "shipping_company": company}
    return api.post(f"/api/v1/channel/{order.channel_id}/order_shipping_infos/", told | data)


def test_lines_that_have_not_left_get_the_company(api, order, company):
    waiting = OrderItemFactory(order=order, status=400)
    gone = OrderItemFactory(order=order, status=500)

    answer = announce(api, order, "yurtici")

    assert answer.status_code == 201
    for item in (waiting, gone):
        item.refresh_from_db()
    assert waiting.shipping_company == company
    assert gone.shipping_company != company


@pytest.mark.parametrize("form", ["key", "code", "object"])
def test_a_company_is_named_in_each_form(api, order, company, form):
    OrderItemFactory(order=order, status=400)
    forms = {
        "key": company.pk,
        "code": "yurtici",
        "object": {"pk": company.pk, "name": "Yurtiçi", "shipping_company": "yurtici"},
    }

    assert announce(api, order, forms[form]).json()["shipping_company"] == "yurtici"


def test_the_same_again_is_logged_once(api, order, company):
    OrderItemFactory(order=order, status=400)

    answers = [announce(api, order, "yurtici").status_code for _ in range(2)]

    assert answers == [201, 201]
    assert OrderEvent.objects.filter(order=order, kind="shipment_changed").count() == 1


@pytest.mark.parametrize(("is_send", "reported"), [(True, True), (False, False)])
def test_the_order_counts_as_reported_where_it_is_said(api, order, company, is_send, reported):
    announce(api, order, "yurtici", is_send=is_send)

    order.refresh_from_db()
    assert order.is_send is reported


@pytest.mark.parametrize("company", ["nobody", 2**70, True, None, [], {}, {"pk": "x"}])
def test_a_company_that_is_not_there_is_400(api, order, company):
    answer = announce(api, order, company)

    assert answer.status_code == 400
    assert set(answer.json()) == {"shipping_company", "code"}


def test_another_number_than_the_orders_is_400(api, order, company):
    answer = announce(api, order, "yurtici", order_number="other")

    assert answer.status_code == 400
    assert set(answer.json()) == {"order", "code"}


def test_a_strangers_order_is_404(stranger, order, company):
    assert announce(stranger, order, "yurtici").status_code == 404
