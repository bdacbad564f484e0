"""What a person of Seller Center sees of an order."""

from decimal import Decimal

import pytest

from orders.models import Order
from orders.shares import shares_of
from orders.shown_status import CODES, ShownStatus, shown_status
from orders.states import UNAPPROVED, Status
from tests.factories import OrderFactory, OrderItemFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(db):
    return OrderFactory(amount=Decimal("77777.77"))


@pytest.fixture
def seller(order):
    """A seller with two items, one of them shipped, beside another seller's."""
    seller = SellerFactory()
    OrderItemFactory(order=order, seller=seller, price=Decimal("10.00"), status=Status.SHIPPED)
    OrderItemFactory(
        order=order,
        seller=seller,
        price=Decimal("5.00"),
        installment_interest_amount=Decimal("0.50"),
        status=Status.PREPARING,
    )
    OrderItemFactory(order=order, seller=SellerFactory(), status=Status.APPROVED)
    return seller


def share(user, order):
    (found,) = shares_of(user, Order.objects.filter(pk=order.pk)).values()
    return found


def test_a_seller_s_share_is_made_of_the_seller_s_items(order, seller):
    mine = share(staff_of(seller), order)

    assert (mine.status, mine.item_count, mine.amount) == (Status.PREPARING, 2, Decimal("15.50"))
    assert (mine.seller_ids, mine.is_whole) == ((seller.pk,), False)


def test_the_marketplace_sees_the_whole_order(order, seller):
    whole = share(UserFactory(role="MPO", channels=[order.channel]), order)

    assert (whole.status, whole.item_count, whole.amount) == (
        Status.APPROVED,
        3,
        Decimal("77777.77"),
    )
    assert (len(whole.seller_ids), whole.is_whole) == (2, True)


def test_a_marketplace_that_was_not_given_to_them_is_seen_in_part(order, seller):
    user = staff_of(seller, role="MPO")
    assert share(user, order).item_count == 2


def test_many_orders_cost_the_queries_of_one(seller, django_assert_num_queries):
    OrderItemFactory.create_batch(4, seller=seller)
    user, orders = staff_of(seller), list(Order.objects.all())
    shares_of(user, orders[:1])  # What the person may is read once.

    with django_assert_num_queries(1):
        assert len(shares_of(user, orders)) == 5


def test_every_status_that_is_shown_has_one_word():
    words = [code for codes in CODES.values() for code in codes]
    assert sorted(words) == sorted(set(Status) - UNAPPROVED)


def test_canceled_by_a_rejection_is_rejected():
    assert shown_status(Status.CANCELED, rejected=True) == ShownStatus.REJECTED
    assert shown_status(Status.REFUNDED, rejected=True) == ShownStatus.RETURNED
