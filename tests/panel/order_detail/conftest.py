from datetime import UTC, datetime
from decimal import Decimal

import pytest

from orders.models import Order
from orders.states import Status
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.panel.order_detail.pages import url_of


@pytest.fixture
def channel(db):
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def support(channel):
    return UserFactory(
        role="Support", channels=[channel], username="elif", first_name="Elif", last_name="Şahin"
    )


@pytest.fixture
def colleague(channel):
    return UserFactory(
        role="Operator", channels=[channel], username="deniz", first_name="Deniz", last_name="Aydın"
    )


@pytest.fixture
def panel(client, support):
    client.force_login(support)
    return client


@pytest.fixture
def order(channel):
    """An order that says everything about itself."""
    return OrderFactory(
        channel=channel,
        number="1711",
        customer__email="ines@exemplo.com.br",
        placed_at=datetime(2026, 11, 12, 15, 0, tzinfo=UTC),
        client_type=Order.Platform.IOS,
        amount=Decimal("121.88"),
        net_shipping_amount=Decimal("14.98"),
        language_code="pt-br",
        delivery_type="home_delivery",
        is_send=True,
        has_gift_box=True,
        gift_box_note="Parabéns, vó!",
        notes="Ring twice",
        remote_addr="203.0.113.7",
    )


@pytest.fixture
def item(order):
    """A line of the order, on its way with an invoice."""
    return OrderItemFactory(
        order=order,
        seller=SellerFactory(name="Lumiar"),
        sku="LUM-25",
        quantity=2,
        price=Decimal("110.00"),
        discount_amount=Decimal("3.10"),
        attributes={"color": "Latão", "weight_g": 1500, "size": 4, "w": 1, "h": 2},
        status=Status.SHIPPED,
        shipping_company=ShippingCompanyFactory(name="Jadlog"),
        tracking_number="JD0417",
        invoice_number="CA-40177",
        invoice_date=order.placed_at.date(),
        e_archive_url="https://invoice.example.com/CA-40177",
    )


@pytest.fixture
def log(panel, order):
    """`log(topic="money")`: the page of the order's log."""

    def log(**query):
        return panel.get(url_of(order, "log"), query)

    return log
