"""Orders that are handed over with payments."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from orders.models import Order
from orders.services.placing.problems import OrdersRefused
from payments.services.taking_in import NewPayment, PaidOrder, take_orders_in

PAID_AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


def card(reference="pay_1", amount="100.00", **values):
    """A payment by card that was captured."""
    values = {"payment_type": "credit_card", "gateway": "sandbox", "captured_at": PAID_AT, **values}
    return NewPayment(gateway_reference=reference, amount=Decimal(amount), **values)


def paid(stall, *payments, **values):
    return PaidOrder(stall.order(**values), payments)


def take_in(stall, *orders):
    """The orders as they were taken in."""
    keys = take_orders_in(actor=stall.client, channel=stall.channel.pk, orders=orders)
    return [Order.objects.get(pk=key) for key in keys]


def refusals(stall, *orders):
    with pytest.raises(OrdersRefused) as refused:
        take_in(stall, *orders)
    return refused.value.by_order
