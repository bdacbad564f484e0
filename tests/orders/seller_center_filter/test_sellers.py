"""Whose orders Seller Center's filter finds, and who may ask for a seller."""

import pytest

from orders.stages import Stage
from tests.factories import SalesChannelFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.orders.seller_center_filter.finding import filter_of, numbers, of_stage

pytestmark = pytest.mark.django_db


def test_a_seller_finds_the_orders_with_an_item_of_theirs(make, seller, other):
    make("mine", (seller, 400))
    make("shared", (seller, 400), (other, 400))
    make("stranger", (other, 400))
    make("early", (seller, 200))
    assert numbers(staff_of(seller)) == ["mine", "shared"]


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
