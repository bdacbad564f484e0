from datetime import timedelta

import pytest
from django.utils import timezone

from omnitron.core.errors import Refusal
from orders.models import Order, OrderSelection
from orders.selections import resolve
from orders.services.selecting import get_selection, select_all, select_on_page
from orders.states import Status
from payments.models import PaymentType
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def user(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def orders(channel):
    return OrderFactory.create_batch(4, channel=channel, status=Status.APPROVED)


def chosen(selection):
    return set(resolve(selection, payment_types=PaymentType.choices))


def on_page(user, pk, page, ticked, query=""):
    return select_on_page(
        actor=user,
        pk=pk,
        filter_query=query,
        page_ids=[order.pk for order in page],
        chosen_ids=[order.pk for order in ticked],
    )


def test_what_was_chosen_on_another_page_stays(user, orders):
    a, b, c, d = orders
    first = on_page(user, None, [a, b], [a])
    second = on_page(user, first.pk, [c, d], [d])
    assert second.pk == first.pk
    assert chosen(second) == {a, d}


def test_unticking_takes_an_order_out(user, orders):
    a, b, *_rest = orders
    selection = on_page(user, None, [a, b], [a, b])
    assert chosen(on_page(user, selection.pk, [a, b], [b])) == {b}


def test_all_that_match_less_the_unticked(user, orders):
    a, b, c, d = orders
    selection = select_all(actor=user, filter_query="", matched=4)
    selection = on_page(user, selection.pk, [a, b], [b])
    assert selection.all_matching
    assert chosen(selection) == {b, c, d}


def test_all_that_match_means_those_of_that_moment(user, orders, channel):
    selection = select_all(actor=user, filter_query="", matched=4)
    later = OrderFactory(channel=channel)
    Order.objects.filter(pk=later.pk).update(created_at=timezone.now() + timedelta(seconds=1))
    assert chosen(selection) == set(orders)


def test_all_that_match_follows_the_filter(user, orders):
    Order.objects.filter(pk=orders[0].pk).update(status=Status.SHIPPED)
    assert chosen(select_all(actor=user, filter_query="status=500", matched=4)) == {orders[0]}


def test_a_selection_shows_only_what_its_owner_may_see_now(user, orders):
    selection = select_all(actor=user, filter_query="", matched=4)
    user.channel_access.all().delete()
    assert chosen(OrderSelection.objects.get(pk=selection.pk)) == set()


def test_another_filter_has_another_selection(user, orders):
    selection = on_page(user, None, orders, orders)
    other = on_page(user, selection.pk, orders, orders[:1], query="status=400")
    assert other.pk != selection.pk
    assert get_selection(user, selection.pk, filter_query="status=400") is None


def test_a_stranger_s_selection_is_not_found_nor_changed(user, orders):
    selection = on_page(user, None, orders, orders)
    stranger = UserFactory(role="Operator")
    assert get_selection(stranger, selection.pk, filter_query="") is None
    on_page(stranger, selection.pk, orders, [])
    selection.refresh_from_db()
    assert len(selection.order_ids) == 4


def test_ids_that_were_not_on_the_page_are_not_chosen(user, orders):
    selection = on_page(user, None, orders[:1], orders)
    assert chosen(selection) == {orders[0]}


@pytest.mark.parametrize("how", ["all", "page"])
def test_of_one_person_s_selections_the_oldest_makes_room_for_a_new_one(user, orders, how):
    other = select_all(actor=UserFactory(role="Operator"), filter_query="", matched=4)
    at = timezone.now() - timedelta(hours=1)
    old = OrderSelection.objects.bulk_create(
        OrderSelection(user=user, made_at=at + timedelta(seconds=n)) for n in range(200)
    )

    if how == "all":
        new = select_all(actor=user, filter_query="", matched=4)
    else:
        new = on_page(user, None, orders, orders[:1])
        on_page(user, new.pk, orders, orders[:2])

    assert set(OrderSelection.objects.all()) == {other, new, *old[1:]}


def test_too_many_one_by_one_are_refused(user):
    page = range(1, 10_002)
    with pytest.raises(Refusal, match="10,000 orders at most"):
        select_on_page(actor=user, pk=None, filter_query="", page_ids=page, chosen_ids=page)
    assert not OrderSelection.objects.exists()


def test_an_endless_filter_is_not_kept(user):
    with pytest.raises(Refusal, match="too long to be kept"):
        select_all(actor=user, filter_query="customer=" + "x" * 8_000, matched=4)

    assert not OrderSelection.objects.exists()
