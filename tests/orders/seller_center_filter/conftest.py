"""Orders of two sellers in a marketplace."""

import pytest

from orders.services.packages.intake import pack_orders
from orders.states import Status
from tests.factories import OrderFactory, OrderItemFactory, SalesChannelFactory, SellerFactory

W = Status.CANCELLATION_WAITING


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def seller():
    return SellerFactory(name="Casa Aurora", code="aurora")


@pytest.fixture
def other():
    return SellerFactory(name="Outro Lar", code="outro")


@pytest.fixture
def make(channel):
    """`make("1", aurora=[400, 500], outro=[50])`: an order with packages of these sellers."""

    def make(number, *lines, **values):
        order = OrderFactory(number=number, **{"channel": channel, **values})
        for seller, *statuses in lines:
            for status in statuses:
                before = {"status_before_cancellation": Status.APPROVED} if status == W else {}
                OrderItemFactory(order=order, seller=seller, status=status, **before)
        pack_orders([order.pk])
        return order

    return make
