"""What Seller Center's filter finds: each question is asked of what the person sees."""

from itertools import combinations_with_replacement, product

import pytest
from django.http import QueryDict

from omnitron.accounts.panels import SELLER_CENTER
from orders.models import Order, OrderItem
from orders.seller_center_filter import SellerCenterFilter
from orders.services.packages.intake import pack_orders
from orders.shares import shares_of
from orders.stages import CODES, Stage
from orders.states import UNAPPROVED, Status
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db

W = Status.CANCELLATION_WAITING
SHOWN = sorted(set(Status) - UNAPPROVED)


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


def filter_of(user, query=""):
    return SellerCenterFilter(QueryDict(query), user=user)


def read_in_parts(order_filter, parts):
    """The numbers that conditions find one by one; nothing twice."""
    found = []
    for part in parts:
        found += order_filter.unsplit.filter(part).values_list("number", flat=True)
    assert len(found) == len(set(found))
    return sorted(found)


def numbers(user, query=""):
    """What a filter finds, whichever way it is read."""
    order_filter = filter_of(user, query)
    found = sorted(order.number for order in order_filter.qs)
    assert read_in_parts(order_filter, order_filter.parts()) == found
    assert read_in_parts(order_filter, order_filter.few_parts(order_filter.stages)) == found
    return found


def of_stage(user, stage):
    return numbers(user, f"status={stage.value}")


def test_a_seller_finds_the_orders_with_an_item_of_theirs(make, seller, other):
    make("mine", (seller, 400))
    make("shared", (seller, 400), (other, 400))
    make("stranger", (other, 400))
    make("early", (seller, 200))
    assert numbers(staff_of(seller)) == ["mine", "shared"]


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


def test_who_is_both_gets_the_union(make, channel, seller, other):
    elsewhere = SalesChannelFactory()
    make("whole", (seller, 500), (other, 400))
    make("part", (seller, 400), (other, 550), channel=elsewhere)
    make("stranger", (other, 400), channel=elsewhere)
    both = staff_of(seller, role="MPO", channels=[channel])
    assert numbers(both) == ["part", "whole"]
    assert of_stage(both, Stage.WAITING_PACKAGING) == ["part", "whole"]
    assert of_stage(both, Stage.DELIVERED) == []


def test_a_superuser_finds_all_by_their_own_status(make, seller, other):
    make("1", (seller, 500), (other, 400))
    admin = UserFactory(is_superuser=True)
    assert numbers(admin) == of_stage(admin, Stage.WAITING_PACKAGING) == ["1"]


def test_who_works_for_nobody_finds_nothing(make, seller):
    make("1", (seller, 400))
    assert numbers(UserFactory(role="Seller")) == []
    assert numbers(UserFactory(role="MPO")) == []
    assert numbers(UserFactory(role="Operator")) == []


def test_the_marketplace_asks_for_a_seller(make, channel, seller, other):
    make("1", (seller, 400))
    make("2", (other, 400))
    make("3", (seller, 400), (other, 500))
    mpo = UserFactory(role="MPO", channels=[channel])
    assert numbers(mpo, "seller=aurora") == ["1", "3"]
    assert numbers(mpo, "seller=outro&status=waiting_packaging") == ["2", "3"]


def test_an_unknown_seller_is_named_and_the_list_stays(make, channel, seller):
    make("1", (seller, 400))
    order_filter = filter_of(UserFactory(role="MPO", channels=[channel]), "seller=nobody")
    assert [order.number for order in order_filter.qs] == ["1"]
    assert order_filter.form.errors == {"seller": ["There is no seller “nobody”."]}


@pytest.mark.parametrize("asked", ["aurora", "outro", "nobody"])
def test_a_seller_asks_for_no_seller(make, seller, other, asked):
    make("1", (seller, 400), (other, 400))
    order_filter = filter_of(staff_of(seller), f"seller={asked}")
    assert [order.number for order in order_filter.qs] == ["1"]
    assert order_filter.form.errors == {}
    assert "seller" not in order_filter.form.fields


def test_who_is_both_asks_for_a_stranger_only_where_they_see_one(make, channel, seller, other):
    elsewhere = SalesChannelFactory()
    make("whole", (seller, 400), (other, 400))
    make("part", (seller, 400), (other, 400), channel=elsewhere)
    both = staff_of(seller, role="MPO", channels=[channel])
    assert numbers(both, "seller=outro") == ["whole"]
    assert numbers(both, "seller=aurora") == ["part", "whole"]


def test_the_share_is_of_all_one_s_sellers_whichever_is_asked_for(make, channel, seller, other):
    elsewhere = SalesChannelFactory()
    make("1", (seller, 550), (other, 400), channel=elsewhere)
    both = staff_of(seller, role="MPO", channels=[channel])
    other.staff.create(user=both)
    assert numbers(both, "seller=aurora&status=waiting_packaging") == ["1"]
    assert numbers(both, "seller=aurora&status=delivered") == []


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
