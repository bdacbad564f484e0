"""**Yes** pressed again, later, or where it cannot be: the truth is told and nothing is lost."""

from collections import Counter
from functools import partial

import pytest
from django.db import connection
from django.test import Client

from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from tests.cancellations.orders import plan_count, register, run
from tests.concurrency import in_threads
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.forms import apply, choose, fields_of, preview

BUSY = "Somebody else is changing this right now. Try again in a moment."


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_20_times(shop, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    clients = [browser_of(shop.operator) for _sending in range(20)]
    shown = preview(clients[0], order, choose(shop, order.items.first()))

    answers = in_threads(*[partial(apply, client, order, shown) for client in clients])

    made, busy = (302, f"{url_of(order)}#plans"), (409, None)
    heard = Counter((answer.status_code, answer.headers.get("Location")) for answer in answers)
    assert heard[made] > 0
    assert heard[made] + heard[busy] == 20
    assert all(BUSY in text_of(answer) for answer in answers if answer.status_code == 409)
    plan = CancellationPlan.objects.get()
    assert (run(plan).status, plan.amount) == (PlanStatus.COMPLETED, 30)
    assert [refund.amount for refund in order.refunds.all()] == [30]
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]


def test_a_page_applied_again_leads_to_the_plan_that_it_made(operator, shop):
    order = shop.place("30.00")
    shown = preview(operator, order, choose(shop, order.items.get()))

    answers = [apply(operator, order, shown) for _time in range(2)]

    assert [answer.url for answer in answers] == [f"{url_of(order)}#plans"] * 2
    assert plan_count(order) == 1


def test_a_page_is_used_for_one_plan_only(operator, shop):
    order = shop.place("30.00", "20.00")
    first, second = order.items.all()
    shown = preview(operator, order, choose(shop, first))
    apply(operator, order, shown)
    other = fields_of(preview(operator, order, choose(shop, second, note="By phone")))
    plan = CancellationPlan.objects.get()

    used = {**other, "key": fields_of(shown)["key"]}
    response = operator.post(url_of(order, "apply-plan"), used)

    assert response.status_code == 422
    sentence = f"This page was already used for plan {plan.pk}. Open the order again."
    assert sentence in text_of(response)
    assert 'value="By phone"' in response.content.decode()
    assert plan_count(order) == 1


def test_the_page_of_a_plan_that_was_withdrawn_makes_no_other(operator, shop):
    order = shop.place("30.00")
    shown = preview(operator, order, choose(shop, order.items.get()))
    apply(operator, order, shown)
    plan = CancellationPlan.objects.get()
    withdraw_plan(actor=shop.operator, plan_id=plan.pk)
    operator.get(url_of(order))

    response = apply(operator, order, shown)

    text = text_of(response)
    assert response.status_code == 422
    assert f"used for plan {plan.pk}, which was withdrawn: open the order again." in text
    assert "was made: €30.00 goes back." not in text
    assert plan_count(order) == 1


def test_a_page_that_is_sent_again_later_tells_where_its_plan_is(operator, shop):
    order = shop.place("30.00")
    shown = preview(operator, order, choose(shop, order.items.get()))
    apply(operator, order, shown)
    CancellationPlan.objects.update(status=PlanStatus.REFUNDING)
    operator.get(url_of(order))

    apply(operator, order, shown)

    text = text_of(operator.get(url_of(order)))
    assert f"Plan {CancellationPlan.objects.get().pk} was made already: it is Refunding." in text
    assert "was made: €30.00" not in text


def test_a_split_that_a_colleague_s_plan_upset_is_shown_again(operator, shop):
    order = shop.place("20.00", "10.00", pay=[("credit_card", "20.00"), ("loyalty_money", "10.00")])
    card, points = order.transactions.order_by("pk")
    first, second = order.items.all()
    usual = fields_of(preview(operator, order, choose(shop, second, note="By phone")))
    split = {**usual, f"share-{card.pk}": "4.00", f"share-{points.pk}": "6.00"}
    shown = preview(operator, order, split)
    shop.plan(order, shop.wish(first))

    response = apply(operator, order, shown)

    assert response.status_code == 422
    assert text_of(response).count("The split adds up to €6.00, but €10.00 goes back.") == 1
    fields = fields_of(response)
    assert (fields["note"], fields[f"share-{points.pk}"]) == (["By phone"], ["6.00"])


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_sees_the_preview_again(shop):
    order = shop.place("30.00")
    client = browser_of(shop.operator)
    shown = preview(client, order, choose(shop, order.items.get(), note="By phone"))

    def send():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', '50ms', false)")
        return apply(client, order, shown)

    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM orders_order WHERE id = %s FOR UPDATE", [order.pk])
        [response] = in_threads(send)
        cursor.execute("ROLLBACK")

    assert response.status_code == 409
    assert BUSY in text_of(response)
    assert fields_of(response)["note"] == ["By phone"]
    assert apply(client, order, response).status_code == 302
