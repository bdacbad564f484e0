"""`is_cargo_refund`: the shipping fee as the strategy allows it, beside lines or alone."""

from decimal import Decimal

import pytest

from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from tests.api.cancellations.bodies import cancel, for_lines, keys_of
from tests.cancellations.orders import register, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop):
    return shop.place("30.00", "20.00", shipping="4.90")


def made():
    rows = CancellationPlan.objects.order_by("pk")
    return [(plan.items.count(), plan.amount, plan.shipping_amount) for plan in rows]


def alone(shop, plan_type="cancel", key="cargo"):
    return {"is_cargo_refund": True, "reasons": {key: shop.reasons[plan_type].pk}}


def test_with_the_last_line_it_comes_by_itself(api, shop, order):
    cancel(api, order, **for_lines(shop, *order.items.all(), is_cargo_refund=True))

    assert made() == [(2, Decimal("54.90"), Decimal("4.90"))]


def test_beside_a_line_it_goes_back_by_a_plan_of_its_own(api, shop, order, gateway):
    register(gateway, order)
    body = for_lines(shop, order.items.first(), is_cargo_refund=True)

    keys = keys_of(cancel(api, order, **body))

    plans = list(CancellationPlan.objects.order_by("pk"))
    assert keys == [plan.pk for plan in plans]
    assert made() == [
        (1, Decimal("30.00"), Decimal(0)),
        (0, Decimal("4.90"), Decimal("4.90")),
    ]
    assert plans[1].reason == shop.reasons["cancel"]
    for plan in plans:
        run(plan)
    assert sorted(line["amount"] for line in gateway.ledger()) == ["30.00", "4.90"]
    assert keys_of(cancel(api, order, **body)) == keys


def test_asked_for_later_it_goes_back_then(api, shop, order):
    body = for_lines(shop, order.items.first())
    (first,) = keys_of(cancel(api, order, **body))

    keys = keys_of(cancel(api, order, **body, is_cargo_refund=True))

    assert keys[0] == first
    assert made()[1:] == [(0, Decimal("4.90"), Decimal("4.90"))]


def test_a_repetition_does_not_make_it_again_once_it_was_withdrawn(api, shop, order):
    body = for_lines(shop, order.items.first(), is_cargo_refund=True)
    keys = keys_of(cancel(api, order, **body))
    withdraw_plan(actor=shop.operator, plan_id=keys[1])

    assert keys_of(cancel(api, order, **body)) == keys
    assert CancellationPlan.objects.count() == 2


def test_not_asked_for_it_stays_while_lines_do(api, shop, order):
    cancel(api, order, **for_lines(shop, order.items.first(), is_cargo_refund=False))

    assert made() == [(1, Decimal("30.00"), Decimal(0))]


def test_a_fee_that_the_strategy_keeps_stays_beside_lines(api, shop, order):
    shop.follow(shipping_on_cancel=False)

    cancel(api, order, **for_lines(shop, order.items.first(), is_cargo_refund=True))

    assert made() == [(1, Decimal("30.00"), Decimal(0))]


def test_without_lines_it_goes_back_alone(api, shop, order):
    keys = keys_of(cancel(api, order, **alone(shop)))

    assert made() == [(0, Decimal("4.90"), Decimal("4.90"))]
    assert keys_of(cancel(api, order, **alone(shop))) == keys


def test_alone_it_may_be_of_a_return(api, shop):
    order = shop.place("30.00", shipping="4.90", status=550)

    (key,) = keys_of(cancel(api, order, **alone(shop, "refund")))

    assert CancellationPlan.objects.get(pk=key).plan_type == "refund"


def test_alone_it_is_refused_where_the_strategy_keeps_it(api, shop, order):
    shop.follow(shipping_on_cancel=False)

    answer = cancel(api, order, **alone(shop))

    assert answer.status_code == 400
    assert answer.json()["non_field_errors"] == [
        "The channel’s cancellation strategy keeps the shipping fee."
    ]
    assert made() == []


def test_alone_it_needs_one_reason(api, shop, order):
    none = cancel(api, order, is_cargo_refund=True)
    two = {"1": shop.reasons["cancel"].pk, "2": shop.reasons["refund"].pk}
    several = cancel(api, order, is_cargo_refund=True, reasons=two)

    assert none.json()["reasons"] == ["Choose a reason."]
    assert several.json()["reasons"] == ["No line is named, so give one reason."]
    assert made() == []


def test_by_hand_it_goes_to_the_account_that_is_given(api, shop):
    order = shop.place("30.00", shipping="4.90", pay=[("funds_transfer", "34.90")])
    account = {"ibans": {"cargo": "DE89370400440532013000"}, "holder_names": {"cargo": "Inês"}}

    (key,) = keys_of(cancel(api, order, **alone(shop), **account))

    plan = CancellationPlan.objects.get(pk=key)
    assert (plan.iban, plan.holder_name) == ("DE89370400440532013000", "Inês")


def test_beside_a_line_it_goes_to_the_account_of_the_line(api, shop):
    order = shop.place("30.00", "20.00", shipping="4.90", pay=[("funds_transfer", "54.90")])
    item = order.items.first()
    account = {
        "ibans": {str(item.pk): "DE89370400440532013000"},
        "holder_names": {str(item.pk): "Inês"},
    }

    cancel(api, order, **for_lines(shop, item, is_cargo_refund=True, **account))

    assert {plan.iban for plan in CancellationPlan.objects.all()} == {"DE89370400440532013000"}
    assert made()[1] == (0, Decimal("4.90"), Decimal("4.90"))
