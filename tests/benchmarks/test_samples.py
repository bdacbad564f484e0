"""The benchmark asks for a value of every filter that few orders have, one of many, one of none."""

from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from benchmarks.samples import filter_queries
from orders.filters import OrderFilter
from orders.models import Order
from orders.states import Status
from payments.models import PaymentType
from tests.factories import (
    OrderFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MANY = 11
OF_EVERY_KIND = (
    *("status", "channel", "platform", "payment_type", "seller", "shipping_company", "currency"),
    *("customer", "search", "tracking_number", "invoice_number"),
)
# Two values are all there are, and all amounts of a few orders are among the hundred highest.
OF_OTHER_KINDS = {
    "reported, rare": 1,
    "reported, common": MANY,
    "waiting, rare": 1,
    "waiting, common": MANY,
    "amount, rare": MANY,
    "amount, common": MANY,
    "amount, absent": 0,
    "number, rare": 1,
    "number, absent": 0,
    "search, number": 1,
    "date, one day": MANY + 1,
    "date, all": MANY + 1,
    "date, absent": 0,
}


def fill(count, name, currency, **kwargs):
    """So many orders that are alike."""
    OrderFactory.create_batch(
        count,
        channel=SalesChannelFactory(currency=currency),
        first_name=name,
        items=1,
        items__seller=SellerFactory(),
        items__shipping_company=ShippingCompanyFactory(),
        items__tracking_number=f"T-{name}",
        items__invoice_number=f"I-{name}",
        **kwargs,
    )


@pytest.fixture
def orders(db):
    """Eleven orders that are alike, and one that differs from them in everything."""
    fill(MANY, "Umut", "TRY", is_send=True, payments=1)
    rare = {"items__status": Status.SHIPPED, "payments__payment_type": "wallet"}
    fill(1, "Ana", "BRL", client_type=Order.Platform.IOS, payments=1, **rare)
    Order.objects.filter(first_name="Ana").update(cancellation_waiting=True)
    SalesChannelFactory(currency="EUR")
    SellerFactory()
    ShippingCompanyFactory()


def matching(query):
    """How many orders a filter finds, which must be able to read it."""
    order_filter = OrderFilter(
        QueryDict(query), user=UserFactory(is_superuser=True), payment_types=PaymentType.choices
    )
    count = order_filter.qs.count()
    assert order_filter.form.errors == {}
    return count


def test_a_rare_a_common_and_an_absent_value_of_each_filter_are_asked_for(orders):
    found = {name: matching(query) for name, query in filter_queries().items()}
    kinds = (("rare", 1), ("common", MANY), ("absent", 0))
    of_every_kind = {f"{name}, {kind}": n for name in OF_EVERY_KIND for kind, n in kinds}
    assert found == of_every_kind | OF_OTHER_KINDS


def test_no_filter_is_left_out(orders):
    asked = {name for query in filter_queries().values() for name, _value in parse_qsl(query)}
    assert asked | {"amount_to"} == set(OrderFilter.base_filters)
