"""Card payments that a command writes can be refunded by the sandbox."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from cancellations.models import CancellationPlan
from omnitron.demo.management.commands import demo
from omnitron.demo.plans import making
from omnitron.demo.registering import register_payments
from orders.models import Order
from payments.gateways.base import Instruction, Outcome, VoidOutcome
from payments.gateways.registry import make_sandbox
from payments.models import PaymentTransaction
from tests.demo.invented import invented
from tests.factories import OrderFactory, PaymentTransactionFactory, SalesChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_plans(monkeypatch):
    """Plans, which pay some of it back, have tests of their own."""
    monkeypatch.setattr(making, "SCENES", ())


@pytest.fixture
def gateway(sandbox, settings):
    settings.SANDBOX_GATEWAY_URL = sandbox.url
    settings.SANDBOX_GATEWAY_SECRET = sandbox.secret
    return make_sandbox()


@pytest.fixture
def unreachable(settings):
    settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"


def refunded(gateway, payment):
    """What the sandbox says to a refund of the whole payment."""
    answer = gateway.refund(
        Instruction(uuid4(), payment.gateway_reference, payment.amount, payment.currency)
    )
    return answer.outcome, answer.failure_code


def card_payments():
    return PaymentTransaction.objects.filter(gateway="sandbox", captured_at__isnull=False)


def test_every_card_payment_of_an_import_can_be_refunded(gateway, tmp_path):
    call_command("import_olist", invented().write(tmp_path))

    payments = list(card_payments())
    assert len(payments) > 10
    assert {refunded(gateway, payment) for payment in payments} == {(Outcome.SUCCEEDED, "")}


def test_every_card_payment_of_a_demo_can_be_refunded(gateway, monkeypatch):
    monkeypatch.setattr(demo, "ORDERS", 60)

    call_command("demo")

    payments = list(card_payments())
    assert {payment.currency for payment in payments} >= {"JPY", "KWD", "EUR"}
    assert {refunded(gateway, payment) for payment in payments} == {(Outcome.SUCCEEDED, "")}


def test_every_card_payment_of_a_seed_can_be_refunded(gateway):
    call_command("seed", orders=20, jobs=1)

    assert {refunded(gateway, payment) for payment in card_payments()} == {(Outcome.SUCCEEDED, "")}


def test_registering_again_changes_nothing(gateway):
    payment = PaymentTransactionFactory()
    register_payments(tell=print)
    register_payments(tell=print)

    assert refunded(gateway, payment) == (Outcome.SUCCEEDED, "")
    assert refunded(gateway, payment) == (Outcome.DECLINED, "exceeds_payment")


@pytest.mark.parametrize(
    "changes", [{"captured_at": None}, {"gateway": "stripe"}, {"gateway_reference": ""}]
)
def test_what_was_not_captured_there_is_not_registered(gateway, sandbox, changes):
    payment = PaymentTransactionFactory(**changes)

    register_payments(tell=print)

    assert sandbox.post(
        "/payments",
        payments=[
            {"reference": payment.gateway_reference or "x", "amount": "1", "currency": "EUR"}
        ],
    )[1] == {"registered": 1, "new": 1}


def test_a_payment_of_nothing_is_left_out(gateway):
    payment = PaymentTransactionFactory()
    PaymentTransactionFactory(amount=Decimal(0))

    register_payments(tell=print)

    assert refunded(gateway, payment) == (Outcome.SUCCEEDED, "")


def test_an_import_registers_its_own_channel_alone(gateway, sandbox):
    order = OrderFactory(channel=SalesChannelFactory(slug="shop"), payments=1)

    register_payments(channel="olist", tell=print)

    assert refunded(gateway, order.transactions.get()) == (Outcome.DECLINED, "payment_unknown")


def test_a_sandbox_out_of_reach_is_named_and_the_orders_stay(unreachable, tmp_path):
    with pytest.raises(CommandError, match=r"at http://127\.0\.0\.1:1 did not take .* repeat this"):
        call_command("import_olist", invented().write(tmp_path))

    assert Order.objects.count() == 50


def test_without_a_sandbox_nothing_is_registered(settings, tmp_path, capsys):
    settings.SANDBOX_GATEWAY_URL = ""

    call_command("import_olist", invented().write(tmp_path))

    assert capsys.readouterr().out.splitlines()[-1] == (
        "There is no sandbox gateway here, so card payments cannot be refunded: once it runs,"
        " repeat this command."
    )
    assert Order.objects.count() == 50


def test_a_sandbox_that_is_set_up_later_learns_of_an_import(gateway, settings, tmp_path):
    folder = invented().write(tmp_path)
    url, settings.SANDBOX_GATEWAY_URL = settings.SANDBOX_GATEWAY_URL, ""
    call_command("import_olist", folder)
    settings.SANDBOX_GATEWAY_URL = url

    call_command("import_olist", folder)

    assert {refunded(gateway, payment) for payment in card_payments()} == {(Outcome.SUCCEEDED, "")}
    assert not CancellationPlan.objects.exists()


def test_what_was_not_captured_can_be_voided(gateway):
    payment = PaymentTransactionFactory(captured_at=None)

    register_payments(tell=print)

    assert gateway.void(payment.gateway_reference).outcome == VoidOutcome.VOIDED
