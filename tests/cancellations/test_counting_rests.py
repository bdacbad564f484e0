"""Which orders have a rest: counted for all at once, as it is worked out for one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.jobs.counting_rests import count_rests
from cancellations.models import OrderRest
from cancellations.planning.charges import rest_of
from cancellations.planning.standing import read_standing
from orders.models import Order
from orders.states import Status
from tests.cancellations.orders import register, run
from tests.concurrency import in_threads
from tests.factories import OrderFactory


def rests():
    """What is counted, after it was: each order's amount."""
    count_rests()
    return dict(OrderRest.objects.values_list("order_id", "amount"))


def test_what_was_paid_beyond_the_order_is_its_rest(shop):
    exact = shop.place("30.00")
    over = shop.place("30.00", pay=[("credit_card", "30.03")])
    assert rests() == {over.pk: Decimal("0.03")}
    assert exact.pk not in rests()


def test_a_rest_stays_as_old_as_it_is_and_follows_its_amount(shop, time_machine):
    order = shop.place("30.00", pay=[("credit_card", "31.00")])
    then = timezone.now()
    time_machine.move_to(then, tick=False)
    assert rests() == {order.pk: Decimal("1.00")}
    time_machine.move_to(then + timedelta(hours=1), tick=False)
    order.items.update(net_amount=Decimal("29.50"), price=Decimal("29.50"))

    assert rests() == {order.pk: Decimal("1.50")}

    assert OrderRest.objects.get().found_at == then


def test_a_rest_that_went_back_is_gone(shop, gateway):
    order = shop.place("30.00", pay=[("credit_card", "31.00")])
    register(gateway, order)
    assert order.pk in rests()
    plan = shop.plan(order, shop.wish(rest=Decimal("1.00")), shop.finance)
    assert rests() == {}
    run(plan)
    assert rests() == {}


@pytest.mark.parametrize("ended", [Status.CANCELED, Status.REFUNDED])
@pytest.mark.parametrize(
    ("rules", "of_canceled", "of_returned"),
    [
        ({}, "57.00", "55.00"),
        ({"shipping_on_cancel": False}, "52.00", "55.00"),
        ({"shipping_on_return": False}, "57.00", "50.00"),
        ({"payment_option_fee": False}, "55.00", "55.00"),
    ],
)
def test_what_ended_elsewhere_leaves_a_rest_as_the_rules_of_the_channel_have_it(
    shop, ended, rules, of_canceled, of_returned
):
    if rules:
        shop.follow(**rules)
    order = shop.place("30.00", "20.00", shipping="5.00", fee="2.00", status=ended)
    rest = Decimal(of_canceled if ended == Status.CANCELED else of_returned)

    assert rests() == {order.pk: rest}

    assert rest_of(read_standing(Order.objects.get(pk=order.pk))) == rest


def test_an_order_without_lines_has_all_of_its_money_as_a_rest(shop):
    order = shop.place(pay=[("credit_card", "12.00")])
    assert rests() == {order.pk: Decimal("12.00")}


def test_what_nobody_has_paid_is_no_rest(db):
    OrderFactory(items=1)
    assert rests() == {}


@pytest.mark.django_db(transaction=True)
def test_two_counts_at_once_come_to_the_same(shop):
    order = shop.place("30.00", pay=[("credit_card", "31.00")])
    in_threads(count_rests, count_rests)
    assert OrderRest.objects.get().order_id == order.pk
