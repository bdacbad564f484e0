"""What Seller Center's filter finds by status: each share in the stage of what is seen of it."""

from itertools import combinations_with_replacement, product

import pytest

from omnitron.accounts.panels import SELLER_CENTER
from orders.models import Order
from orders.services.packages.intake import pack_orders
from orders.shares import shares_of
from orders.stages import CODES, Stage
from orders.states import UNAPPROVED, Status
from tests.factories import OrderItemFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.orders.seller_center_filter.finding import filter_of, numbers, of_stage

pytestmark = pytest.mark.django_db


W = Status.CANCELLATION_WAITING


SHOWN = sorted(set(Status) - UNAPPROVED)


def test_the_status_is_that_of_the_seller_s_own_share(make, seller, other):
    make("1", (seller, 500), (other, 400))
    make("2", (seller, 400), (other, 550))
    user = staff_of(seller)
    assert of_stage(user, Stage.SHIPPED) == ["1"]
    assert of_stage(user, Stage.WAITING_PACKAGING) == ["2"]
    assert of_stage(user, Stage.DELIVERED) == []


def test_every_share_is_found_in_the_stage_of_its_status_and_in_no_other(make, seller, other):
    """All pairs of an own item's statuses, beside another seller's item."""
    for first, second in combinations_with_replacement(sorted(Status), 2):
        make(f"{first}-{second}", (seller, first, second), (other, 450))
    user = staff_of(seller)
    shares = shares_of(user, Order.objects.visible_to(user, SELLER_CENTER))
    hidden = list(combinations_with_replacement(UNAPPROVED, 2))
    assert len(shares) == Order.objects.count() - len(hidden)
    assert_each_in_its_stage(user, shares)


def test_the_marketplace_finds_every_order_in_the_stage_of_what_is_shown(make, channel, seller):
    for first, second in combinations_with_replacement(sorted(Status), 2):
        make(f"{first}-{second}", (seller, first, second))
    user = UserFactory(role="MPO", channels=[channel])
    shares = shares_of(user, Order.objects.visible_to(user, SELLER_CENTER))
    hidden = list(combinations_with_replacement(UNAPPROVED, 2))
    assert len(shares) == Order.objects.count() - len(hidden)
    assert_each_in_its_stage(user, shares)
    assert_each_in_its_stage(UserFactory(is_superuser=True), shares)


def assert_each_in_its_stage(user, shares):
    names = dict(Order.objects.values_list("pk", "number"))
    expected = {stage: [] for stage in Stage}
    for pk, share in shares.items():
        (stage,) = (stage for stage, codes in CODES.items() if share.status in codes)
        expected[stage].append(names[pk])
    assert {stage: of_stage(user, stage) for stage in Stage} == {
        stage: sorted(found) for stage, found in expected.items()
    }


@pytest.mark.parametrize("most", [0, 10_000])
def test_few_packages_lead_to_their_orders_and_many_do_not(make, seller, monkeypatch, most):
    monkeypatch.setattr("orders.seller_center_filter.RARE", most)
    make("1", (seller, 500))
    make("2", (seller, 400, 50))
    make("3", (seller, 100))
    make("4", (seller, 50))
    user = staff_of(seller)
    assert of_stage(user, Stage.SHIPPED) == ["1"]
    assert of_stage(user, Stage.CANCELED_OR_RETURNED) == ["3", "4"]
    order_filter = filter_of(user)
    part, *_in_part = order_filter.few_parts([Stage.SHIPPED]) if order_filter.qs is not None else ()
    assert ("orders_package" in str(order_filter.unsplit.filter(part).query)) is (most > 0)


def test_an_order_with_a_canceled_package_beside_one_that_waits_is_found_once(make, seller):
    order = make("1", (seller, 100))
    OrderItemFactory(
        order=order, seller=seller, status=W, status_before_cancellation=Status.APPROVED
    )
    pack_orders([order.pk])
    assert order.packages.count() == 2
    assert of_stage(staff_of(seller), Stage.CANCELED_OR_RETURNED) == ["1"]


def test_several_stages_are_any_of_them(make, seller):
    for number, status in (("1", 400), ("2", 500), ("3", 100), ("4", 550)):
        make(number, (seller, status))
    assert numbers(staff_of(seller), "status=shipped&status=canceled_returned") == ["2", "3"]


def test_the_marketplace_filters_by_the_order_s_own_status(make, channel, seller, other):
    make("1", (seller, 500), (other, 400))
    make("2", (seller, 50), (other, 100))
    make("3", (seller, 600))
    mpo = UserFactory(role="MPO", channels=[channel])
    assert of_stage(mpo, Stage.WAITING_PACKAGING) == ["1"]
    assert of_stage(mpo, Stage.SHIPPED) == []
    assert of_stage(mpo, Stage.CANCELED_OR_RETURNED) == ["2", "3"]


@pytest.mark.parametrize(
    ("query", "of_marketplace", "of_superuser"),
    [
        ("", True, True),
        ("placed_from=2017-11-24", True, True),
        ("status=shipped", False, True),
        ("status=shipped&customer=ana", False, False),
        ("customer=ana", False, False),
    ],
)
def test_what_one_index_has_in_order_needs_no_counting(
    channel, query, of_marketplace, of_superuser
):
    mpo = UserFactory(role="MPO", channels=[channel])
    assert filter_of(mpo, query).is_in_order is of_marketplace
    assert filter_of(UserFactory(is_superuser=True), query).is_in_order is of_superuser


def test_every_stage_has_its_statuses_and_each_status_one():
    codes = [code for stage in Stage for code in CODES[stage]]
    assert sorted(codes) == SHOWN
    assert [stage for stage, code in product(Stage, [W]) if code in CODES[stage]] == [
        Stage.CANCELED_OR_RETURNED
    ]
