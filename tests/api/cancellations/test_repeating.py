"""Clients repeat what got no answer: the same cancellation again makes nothing new."""

import pytest
from django.db import transaction

from cancellations.models import CancellationPlan
from cancellations.services.confirming import refuse_plan
from cancellations.services.withdrawing import withdraw_plan
from orders.models import OrderEvent
from orders.states import Status
from tests.api.cancellations.bodies import cancel, for_lines, keys_of
from tests.api.clients import client_of
from tests.cancellations.orders import run
from tests.concurrency import in_threads, start_behind
from tests.factories import CancellationReasonFactory, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop):
    return shop.place("30.00", "20.00", "10.00", pay=[])


def test_the_same_lines_again_are_answered_by_the_same_order(api, shop, order):
    first, second, _third = order.items.all()

    before = cancel(api, order, **for_lines(shop, first, second))
    events = OrderEvent.objects.count()
    again = cancel(api, order, **for_lines(shop, second, first, first))

    assert (again.status_code, again.json()) == (200, before.json())
    assert CancellationPlan.objects.count() == 1
    assert OrderEvent.objects.count() == events


def test_they_are_once_they_are_canceled_too(api, shop, order):
    body = for_lines(shop, *order.items.all()[:2])
    keys = keys_of(cancel(api, order, **body))
    run(CancellationPlan.objects.get())

    again = cancel(api, order, **body)

    assert keys_of(again) == keys
    assert CancellationPlan.objects.count() == 1


def test_all_again_is_answered_by_the_same_order(api, shop, order):
    gone, *others = order.items.all()
    shop.plan(order, shop.wish(gone))
    reasons = {str(item.pk): shop.reasons["cancel"].pk for item in (gone, *others)}
    body = {"is_all": True, "reasons": reasons}

    keys = keys_of(cancel(api, order, **body))

    assert keys_of(cancel(api, order, **body)) == keys
    run(CancellationPlan.objects.get(pk=keys[0]))
    assert keys_of(cancel(api, order, **body)) == keys


def test_all_that_others_have_canceled_is_refused(api, shop, order):
    shop.plan(order, shop.wish(*order.items.all()))
    reasons = {str(item.pk): shop.reasons["cancel"].pk for item in order.items.all()}

    answer = cancel(api, order, is_all=True, reasons=reasons)

    assert answer.status_code == 400
    assert answer.json()["non_field_errors"] == ["Nothing of this order is left to cancel."]


@pytest.mark.parametrize("field", ["lines", "reason", "user"])
def test_anything_else_is_refused(api, shop, order, channel, field):
    first, second, _third = order.items.all()
    cancel(api, order, **for_lines(shop, first, second))
    body, client = for_lines(shop, first, second), api
    if field == "lines":
        body = for_lines(shop, first)
    elif field == "reason":
        body["reasons"][str(second.pk)] = CancellationReasonFactory().pk
    else:
        client = client_of(UserFactory(role="API client", channels=[channel]))

    answer = cancel(client, order, **body)

    assert answer.status_code == 400
    assert "a plan for it is open" in answer.json()["cancel_items"][0]
    assert CancellationPlan.objects.count() == 1


def test_some_lines_of_an_old_plan_and_new_ones_are_refused(api, shop, order):
    first, second, _third = order.items.all()
    cancel(api, order, **for_lines(shop, first))

    answer = cancel(api, order, **for_lines(shop, first, second))

    assert answer.status_code == 400
    assert CancellationPlan.objects.count() == 1


def test_what_was_withdrawn_is_made_anew(api, shop, order):
    body = for_lines(shop, order.items.first())
    cancel(api, order, **body)
    withdrawn = CancellationPlan.objects.get()
    withdraw_plan(actor=shop.operator, plan_id=withdrawn.pk)

    (key,) = keys_of(cancel(api, order, **body))

    assert key != withdrawn.pk


def test_a_return_that_a_seller_refused_is_asked_for_anew(api, shop, channel):
    channel.channel_type = "marketplace"
    channel.save()
    mpo = UserFactory(role="MPO", channels=[channel])
    order = shop.place(
        {"price": "30.00", "seller": SellerFactory()}, status=Status.DELIVERED, pay=[]
    )
    body = for_lines(shop, order.items.get(), plan_type="refund")
    (key,) = keys_of(cancel(api, order, **body))
    refuse_plan(actor=mpo, plan_id=key, reason="Worn", panel="accounts.use_seller_center")

    (second,) = keys_of(cancel(api, order, **body))

    assert second != key


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_plan(api, shop):
    order = shop.place("30.00", pay=[])
    body = for_lines(shop, order.items.get())
    ask = [lambda: cancel(client_of(api.user), order, **body)] * 4

    answers = in_threads(*ask)

    (plan,) = CancellationPlan.objects.all()
    assert [keys_of(answer) for answer in answers] == [[plan.pk]] * 4


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_first_is_answered_as_it_was(api, shop):
    order = shop.place("30.00", pay=[])
    body = for_lines(shop, order.items.get())

    with transaction.atomic():
        keys = keys_of(cancel(api, order, **body))
        second = start_behind(lambda: cancel(client_of(api.user), order, **body))

    assert keys_of(second.result(timeout=10)) == keys
    assert CancellationPlan.objects.count() == 1
