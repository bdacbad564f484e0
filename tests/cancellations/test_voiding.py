"""What was authorised and never captured is let go once nothing of its order is live."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cancellations import tasks
from cancellations.jobs.sweeping import sweep
from cancellations.services.withdrawing import withdraw_plan
from orders.models import OrderEvent
from orders.states import Status
from payments.gateways.registry import get_gateway
from payments.jobs.voiding import void_payment
from payments.models import PaymentTransaction
from payments.models.transactions import PaymentType
from tests.cancellations.orders import run, statuses
from tests.cancellations.test_hard_cases import cancel, rest

pytestmark = pytest.mark.django_db

CAPTURE = "UPDATE payments_paymenttransaction SET captured_at = now()"


@pytest.fixture
def gateway(gateway, settings):
    """A gateway that is waited for shortly."""
    settings.GATEWAY_TIMEOUT_SECONDS = 0.5
    get_gateway.cache_clear()
    return gateway


def authorised(shop, *prices, at=None, **values):
    """An order that is not paid but promised to be, and its payment, which a gateway may know."""
    order = shop.place(*prices, pay=[])
    payment = shop.pay(order, "credit_card", order.amount, captured_at=None, **values)
    if at:
        at.authorise((payment.gateway_reference, str(order.amount), order.currency))
    return order, payment


def at_gateway(gateway, payment):
    return gateway.get(f"/payments?reference={payment.gateway_reference}")[1]["status"]


def told(order):
    """What the log says about payments: kind, who, how much."""
    events = order.events.filter(kind__startswith="payment_").order_by("pk")
    return [(event.kind, event.actor_name, event.changes["amount"][1]) for event in events]


def run_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def ask_again(payment):
    """Let the next look be due, and two workers hear of it; how long the one after is put off."""
    due = timezone.now()
    PaymentTransaction.objects.filter(pk=payment.pk).update(void_at=due)
    for _worker in range(2):
        void_payment(payment.pk)
    payment.refresh_from_db()
    return payment.void_at and (payment.void_at - due).total_seconds()


def test_the_payment_of_an_order_that_is_canceled_as_a_whole_is_voided_once(shop, gateway):
    order, payment = authorised(shop, "30.00", "20.00", at=gateway)
    run(cancel(shop, order, 1, 2))
    assert sweep().to_void == [payment.pk]

    tasks.void_payment(payment.pk)
    tasks.void_payment(payment.pk)

    payment.refresh_from_db()
    assert timezone.now() - payment.voided_at < timedelta(minutes=1)
    assert at_gateway(gateway, payment) == "voided"
    assert gateway.get("/mode")[1]["met"] == {"ok": 1}
    assert told(order) == [(OrderEvent.Kind.PAYMENT_VOIDED, "sandbox", "50.000")]
    assert sweep().to_void == []


def test_nothing_is_voided_while_an_item_is_live_or_held(shop):
    order, _payment = authorised(shop, "30.00", "20.00", "10.00")
    held = cancel(shop, order, 2)

    run(cancel(shop, order, 1))
    assert sweep().to_void == []

    run(held)
    assert statuses(order)[0] == [Status.CANCELED, Status.CANCELED, Status.APPROVED]
    assert sweep().to_void == []


def test_an_order_without_items_is_voided_when_the_last_plan_lets_it_go(shop):
    order = shop.place(pay=[("wallet", "4.00")])
    promised = shop.pay(order, "credit_card", "7.00", captured_at=None)
    first, last = (
        shop.plan(order, shop.wish(rest=Decimal(part)), shop.finance) for part in ("1.00", "3.00")
    )
    run(first)
    assert sweep().to_void == []

    withdraw_plan(actor=shop.operator, plan_id=last.pk)

    assert statuses(order) == ([], Status.CANCELED)
    assert sweep().to_void == [promised.pk]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("gateway", "manual"),
        ("payment_type", PaymentType.FUNDS_TRANSFER),
        ("gateway_reference", ""),
    ],
)
def test_what_no_machine_can_let_go_is_left_alone(shop, column, value):
    order, payment = authorised(shop, "30.00")
    PaymentTransaction.objects.filter(pk=payment.pk).update(**{column: value})

    run(cancel(shop, order, 1))

    assert sweep().to_void == []


@pytest.mark.parametrize(
    ("mode", "becomes"), [("timeout_after", "voided"), ("error_500", "authorised")]
)
def test_without_an_answer_the_gateway_is_asked_again_later(shop, gateway, mode, becomes):
    order, payment = authorised(shop, "30.00", at=gateway)
    run(cancel(shop, order, 1))
    gateway.mode(mode, next=2)

    first, second = ask_again(payment), ask_again(payment)

    assert 5 <= first < 10 <= second
    assert (payment.voided_at, at_gateway(gateway, payment)) == (None, becomes)
    assert told(order) == []
    ask_again(payment)
    assert gateway.get("/mode")[1]["met"] == {mode: 2, "ok": 1}
    assert told(order) == [(OrderEvent.Kind.PAYMENT_VOIDED, "sandbox", "30.000")]


def test_what_the_gateway_captured_meanwhile_is_a_rest(shop, gateway):
    order, payment = authorised(shop, "30.00", at=gateway)
    gateway.register((payment.gateway_reference, "29.00", order.currency))
    run(cancel(shop, order, 1))

    void_payment(payment.pk)

    payment.refresh_from_db()
    assert (payment.voided_at, payment.void_at, payment.captured_at is None) == (None, None, False)
    assert told(order) == [(OrderEvent.Kind.PAYMENT_CAPTURED, "sandbox", "29.00")]
    assert rest(order) == 29


def test_a_payment_that_the_gateway_does_not_know_is_asked_about_once(shop, gateway):
    order, payment = authorised(shop, "30.00")
    run(cancel(shop, order, 1))

    void_payment(payment.pk)

    assert told(order) == [(OrderEvent.Kind.PAYMENT_NOT_KNOWN, "sandbox", "30.000")]
    assert sweep().to_void == []


def test_a_capture_that_comes_before_the_void_ends_it(shop):
    order, payment = authorised(shop, "30.00")
    run(cancel(shop, order, 1))
    assert sweep().to_void == [payment.pk]

    run_sql(CAPTURE)

    assert sweep().to_void == []


def test_postgresql_refuses_a_capture_of_what_was_voided(shop):
    authorised(shop, "30.00")
    run_sql("UPDATE payments_paymenttransaction SET voided_at = now()")

    with (
        pytest.raises(IntegrityError, match="transaction_voided_or_captured"),
        transaction.atomic(),
    ):
        run_sql(CAPTURE)
