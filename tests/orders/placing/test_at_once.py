"""Several programs that hand the same orders over at the same moment."""

import pytest
from django.db import transaction

from omnitron.core.errors import Refusal
from orders.models import Customer, Order, OrderEvent, OrderItem
from orders.services.erasing import erase_in_orders
from orders.services.placing.problems import OrdersRefused
from tests.concurrency import in_threads, start_behind
from tests.factories import OrderFactory, UserFactory
from tests.orders.placing.conftest import make_stall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stall():
    return make_stall()


def test_of_eight_with_the_same_number_one_is_taken_in(stall):
    calls = [lambda: stall.place_one(number="7")] * 8

    outcomes = in_threads(*calls)

    (placed,) = [outcome for outcome in outcomes if isinstance(outcome, Order)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, OrdersRefused)]
    assert {str(refusal) for refusal in refused} == {"There is an order 7 already."}
    assert (len(refused), Order.objects.get()) == (7, placed)
    assert (OrderItem.objects.count(), OrderEvent.objects.count()) == (1, 1)


def test_whoever_waits_for_a_number_is_told_that_it_is_used(stall):
    with transaction.atomic():
        stall.place_one(number="b")
        others = [stall.order(number=number) for number in "cb"]
        second = start_behind(lambda: stall.refusals(*others))

    assert second.result() == {1: {("number",): ["There is an order b already."]}}
    assert list(Order.objects.values_list("number", flat=True)) == ["b"]


def test_whoever_waits_for_a_number_has_taken_none_that_comes_after_it(stall):
    with transaction.atomic():
        stall.place_one(number="b")
        others = [stall.order(number=number) for number in "cb"]
        second = start_behind(lambda: stall.refusals(*others))
        # Would wait for each other if the second one had "c" by now.
        stall.place_one(number="c")

    assert sorted(second.result()) == [0, 1]
    assert list(Order.objects.order_by("number").values_list("number", flat=True)) == ["b", "c"]


def test_an_order_that_comes_in_while_its_customer_is_erased_has_no_name(stall):
    admin = UserFactory(role="Admin", channels=[stall.channel])
    old = OrderFactory(channel=stall.channel, customer=stall.customer)
    with transaction.atomic():
        erase_in_orders(actor=admin, number=old.number)
        second = start_behind(lambda: stall.place_one())

    order = second.result()
    assert (order.first_name, order.last_name, order.email, order.phone) == ("", "", "", "")


def test_erasing_a_customer_waits_for_an_order_that_comes_in(stall):
    admin = UserFactory(role="Admin", channels=[stall.channel])
    old = OrderFactory(channel=stall.channel, customer=stall.customer)
    with transaction.atomic():
        order = stall.place_one()
        second = start_behind(lambda: erase_in_orders(actor=admin, number=old.number))

    assert not isinstance(second.result(), Refusal)
    order.refresh_from_db()
    assert (order.first_name, order.last_name, order.email, order.phone) == ("", "", "", "")
    assert Customer.objects.get(pk=stall.customer.pk).email == ""
