"""Who sees which orders and items in which panel."""

import pytest

from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import NotFound
from orders.access import get_order, lock_order
from orders.models import Order, OrderItem, SalesChannel
from orders.states import Status
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """The brand's own shop, beside its marketplaces."""
    return SalesChannelFactory(channel_type=SalesChannel.Type.WEB)


@pytest.fixture
def marketplace():
    return SalesChannelFactory()


@pytest.fixture
def sellers():
    return SellerFactory.create_batch(3)


@pytest.fixture(autouse=True)
def orders(shop, marketplace, sellers):
    """One order of the shop, two of the marketplace, one of which has items of two sellers."""
    OrderFactory(number="shop", channel=shop, items=1)
    shared = OrderFactory(number="shared", channel=marketplace)
    OrderItemFactory(order=shared, seller=sellers[0], sku="first")
    OrderItemFactory(order=shared, seller=sellers[1], sku="second")
    OrderItemFactory(
        order=OrderFactory(number="single", channel=marketplace), seller=sellers[1], sku="third"
    )
    OrderFactory(number="elsewhere", items=1)


def numbers(user, panel):
    return set(Order.objects.visible_to(user, panel).values_list("number", flat=True))


def skus(user, panel):
    return set(OrderItem.objects.visible_to(user, panel).values_list("sku", flat=True))


def works_for(seller, **kwargs):
    user = UserFactory(**{"role": "Seller", **kwargs})
    SellerStaffFactory(user=user, seller=seller)
    return user


@pytest.mark.parametrize("role", ["Operator", "Finance", "Support", "Admin", "API client"])
def test_omnitron_shows_the_orders_of_one_s_channels(role, shop):
    user = UserFactory(role=role, channels=[shop])
    assert numbers(user, OMNITRON) == {"shop"}


@pytest.mark.parametrize("role", ["MPO", "Seller", None])
def test_omnitron_shows_nothing_to_whoever_may_not_look_orders_up(role, marketplace, sellers):
    user = works_for(sellers[0], role=role, channels=[marketplace])
    assert numbers(user, OMNITRON) == set()
    assert skus(user, OMNITRON) == set()


def test_omnitron_shows_every_item_of_a_visible_order(marketplace):
    user = UserFactory(role="Operator", channels=[marketplace])
    assert skus(user, OMNITRON) == {"first", "second", "third"}


def test_the_marketplace_s_people_see_all_sellers_of_their_marketplaces_alone(shop, marketplace):
    user = UserFactory(role="MPO", channels=[shop, marketplace])
    assert numbers(user, SELLER_CENTER) == {"shared", "single"}
    assert skus(user, SELLER_CENTER) == {"first", "second", "third"}


def test_people_of_a_seller_see_its_items_alone(sellers):
    user = works_for(sellers[0])
    assert numbers(user, SELLER_CENTER) == {"shared"}
    assert skus(user, SELLER_CENTER) == {"first"}


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status.WAITING, False),
        (Status.PAYMENT_WAITING, False),
        (Status.CONFIRMATION_WAITING, False),
        (Status.APPROVED, True),
        (Status.DELIVERED, True),
        (Status.CANCELED, True),
        (Status.REFUNDED, True),
    ],
)
def test_seller_center_shows_an_order_from_its_approval_on(status, shown, sellers, marketplace):
    order = OrderFactory(number="new", channel=marketplace)
    OrderItemFactory(order=order, seller=sellers[2], sku="new", status=status)
    people = [
        works_for(sellers[2]),
        UserFactory(role="MPO", channels=[marketplace]),
        UserFactory(is_superuser=True),
    ]
    assert ["new" in numbers(user, SELLER_CENTER) for user in people] == [shown] * 3
    assert ["new" in skus(user, SELLER_CENTER) for user in people] == [shown] * 3


def test_an_order_without_lines_is_nobody_s_in_seller_center(marketplace):
    OrderFactory(number="empty", channel=marketplace, status=Status.APPROVED)
    mpo, operator = (UserFactory(role=role, channels=[marketplace]) for role in ("MPO", "Operator"))

    assert "empty" not in numbers(mpo, SELLER_CENTER)
    assert "empty" in numbers(operator, OMNITRON)


def test_access_to_a_channel_opens_nothing_to_people_of_a_seller(shop, marketplace, sellers):
    user = works_for(sellers[2], channels=[shop, marketplace])
    assert numbers(user, SELLER_CENTER) == set()


def test_who_works_for_a_seller_and_a_marketplace_sees_both(sellers):
    other = SalesChannelFactory()
    OrderItemFactory(order=OrderFactory(number="other", channel=other), seller=sellers[2], sku="x")
    user = works_for(sellers[0], role="MPO", channels=[other])
    assert numbers(user, SELLER_CENTER) == {"other", "shared"}
    assert skus(user, SELLER_CENTER) == {"first", "x"}


@pytest.mark.parametrize("role", ["Operator", "API client", None])
def test_seller_center_shows_nothing_to_whoever_may_not_work_there(role, marketplace, sellers):
    user = works_for(sellers[0], role=role, channels=[marketplace])
    assert numbers(user, SELLER_CENTER) == set()
    assert skus(user, SELLER_CENTER) == set()


@pytest.mark.parametrize("panel", [OMNITRON, SELLER_CENTER])
def test_a_superuser_sees_all(panel):
    user = UserFactory(is_superuser=True)
    assert numbers(user, panel) == {"shop", "shared", "single", "elsewhere"}
    assert len(skus(user, panel)) == 5


@pytest.mark.parametrize("panel", [OMNITRON, SELLER_CENTER])
def test_a_deactivated_person_sees_nothing(panel, marketplace, sellers):
    user = works_for(sellers[0], role="Admin", channels=[marketplace], is_active=False)
    assert numbers(user, panel) == set()
    assert skus(user, panel) == set()


@pytest.mark.parametrize("door", [get_order, lock_order])
def test_the_doors_open_for_the_panel_that_one_works_in(door, sellers):
    user = works_for(sellers[0])
    assert door(user, "shared", panel=SELLER_CENTER).number == "shared"
    with pytest.raises(NotFound):
        door(user, "single", panel=SELLER_CENTER)
    with pytest.raises(NotFound):
        door(user, "shared")
