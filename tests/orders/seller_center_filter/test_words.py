"""Numbers and names in Seller Center's filter lead to one's own orders alone."""

import pytest

from orders.models import OrderItem
from tests.factories import SalesChannelFactory
from tests.orders.packages.parcels import staff_of
from tests.orders.seller_center_filter.finding import filter_of, numbers

pytestmark = pytest.mark.django_db


def test_numbers_of_others_count_as_unmatched(make, seller, other):
    make("10", (seller, 400))
    make("11", (other, 400))
    order_filter = filter_of(staff_of(seller), "number=10%0A11")
    assert [order.number for order in order_filter.qs] == ["10"]
    assert order_filter.pasted == {"number": (2, ["11"])}


@pytest.mark.parametrize("column", ["tracking_number", "invoice_number"])
def test_the_search_finds_one_s_own_numbers_and_no_other_seller_s(make, seller, other, column):
    make("1", (seller, 500), (other, 500))
    OrderItem.objects.filter(seller=seller).update(**{column: "MINE-1"})
    OrderItem.objects.filter(seller=other).update(**{column: "THEIRS-1"})
    user = staff_of(seller)
    assert numbers(user, "q=MINE-1") == ["1"]
    assert numbers(user, "q=THEIRS-1") == []
    order_filter = filter_of(user, "q=MINE-1%0ATHEIRS-1")
    assert [order.number for order in order_filter.qs] == ["1"]
    assert order_filter.pasted == {"q": (2, ["THEIRS-1"])}


@pytest.mark.parametrize("column", ["tracking_number", "invoice_number"])
def test_a_number_of_any_seller_is_found_where_orders_are_seen_whole(
    make, channel, seller, other, column
):
    elsewhere = SalesChannelFactory()
    make("whole", (other, 500))
    make("part", (seller, 500), (other, 500), channel=elsewhere)
    OrderItem.objects.filter(seller=other).update(**{column: "THEIRS-1"})
    assert numbers(staff_of(seller, role="MPO", channels=[channel]), "q=THEIRS-1") == ["whole"]


def test_a_customer_is_found_among_one_s_orders_alone(make, seller, other):
    make("1", (seller, 400), first_name="João Vítor")
    make("2", (other, 400), first_name="João Vítor")
    user = staff_of(seller)
    assert numbers(user, "customer=joao") == numbers(user, "q=joao") == ["1"]


def test_what_only_omnitron_asks_for_is_no_question_here(make, seller):
    make("1", (seller, 400))
    assert numbers(staff_of(seller), "amount_from=999999&tracking_number=X&channel=1") == ["1"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("status=400", "status"), ("placed_from=soon", "placed_from"), ("customer=%00", "customer")],
)
def test_nonsense_is_said_at_its_field_and_the_list_stays(make, seller, query, field):
    make("1", (seller, 400))
    order_filter = filter_of(staff_of(seller), query)
    assert [order.number for order in order_filter.qs] == ["1"]
    assert set(order_filter.form.errors) == {field}
