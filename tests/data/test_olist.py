"""The figures that the data set's own description gives."""

from decimal import Decimal

import pytest
from django.db.models import Count, F, Sum

from omnitron.demo.olist.importing import Figures, import_olist
from orders.models import Order, OrderItem, Seller
from tests.data.folder import OLIST, needs_orders

pytestmark = [pytest.mark.django_db, needs_orders]


def test_all_orders_items_and_payments_arrive_to_the_cent():
    report = import_olist(folder=OLIST)

    assert report.figures == Figures(
        orders=10_000,
        items=11_252,
        transactions=10_515,
        price_and_freight=Decimal("1599993.50"),
        paid=Decimal("1620279.37"),
        interest=Decimal("251.48"),
        orders_without_items=111,
        paid_without_items=Decimal("20033.05"),
        orders_differing=59,
        orders_unexplained=27,
    )
    assert Seller.objects.count() == 3095
    assert dict(
        Order.objects.values_list("extra_field__order_status").annotate(Count("pk")).order_by()
    ) == {
        "delivered": 9649,
        "shipped": 104,
        "unavailable": 98,
        "canceled": 57,
        "processing": 47,
        "invoiced": 43,
        "created": 2,
    }
    several = Order.objects.annotate(sellers=Count("items__seller", distinct=True))
    assert several.filter(sellers__gt=1).count() == 101
    assert Order.objects.filter(item_count__gt=1).count() == 976
    assert (
        not several.annotate(
            due=Sum("items__net_amount", default=0)
            + F("net_shipping_amount")
            + F("installment_interest_amount")
        )
        .exclude(amount=F("due"))
        .exists()
    )
    lines = OrderItem.objects.aggregate(interest=Sum("installment_interest_amount"))
    assert lines == {"interest": Decimal("251.48")}
