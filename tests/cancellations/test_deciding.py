"""What somebody saw at the gateway of a refund that no machine could find out about."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from cancellations.services.deciding import record_found, record_not_there
from cancellations.services.looking_up import look_up
from cancellations.states import PlanStatus
from omnitron.core.errors import Refusal
from payments.gateways.registry import get_gateway
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.orders import register, run, sums
from tests.panel.manual_refunds.pages import needed

pytestmark = pytest.mark.django_db
SEEN = "Seen in the panel"


@pytest.fixture
def refund(unknown):
    return Refund.objects.select_related("transaction", "order").get(plan_link__plan=unknown)


def at_gateway(gateway, payment, amount="30.00", key=None):
    """A refund that the gateway has: with a key ours, without one made in its panel."""
    told = {"payment": payment.gateway_reference, "amount": amount, "currency": "EUR"}
    path = "/refunds" if key else "/panel/refunds"
    status, made = gateway.post(path, **told, **({"key": str(key)} if key else {}))
    assert status == 201
    return made


def found(shop, refund, number, note=SEEN):
    record_found(actor=shop.finance, refund_id=refund.pk, reference=f" {number} ", note=note)


def refused(shop, refund, number):
    """Why a number is not recorded; nothing may be written."""
    before = Refund.objects.filter(pk=refund.pk).values().get()
    with pytest.raises(Refusal) as refusal:
        found(shop, refund, number)
    assert Refund.objects.filter(pk=refund.pk).values().get() == before
    assert not refund.attempts.filter(kind="answered").exists()
    return str(refusal.value)


def test_what_the_gateway_has_is_shown_before_anything_is_written(shop, gateway, refund):
    made = at_gateway(gateway, refund.transaction)

    sighting = look_up(actor=shop.finance, refund_id=refund.pk, reference=made["id"])

    assert (sighting.answer.reference, sighting.amount) == (made["id"], Decimal("30.00"))
    assert sighting.booked_at == datetime.fromisoformat(made["created_at"])
    refund.refresh_from_db()
    assert refund.status == RefundStatus.UNKNOWN


@pytest.mark.parametrize("has_our_key", [True, False])
def test_what_the_gateway_has_is_recorded_on_its_day(shop, gateway, unknown, refund, has_our_key):
    key = refund.key if has_our_key else None
    made = at_gateway(gateway, refund.transaction, key=key)

    found(shop, refund, made["id"])

    refund.refresh_from_db()
    unknown.refresh_from_db()
    assert (refund.status, refund.gateway_reference) == (RefundStatus.SUCCEEDED, made["id"])
    assert refund.settled_at == datetime.fromisoformat(made["created_at"])
    assert refund.attempts.get(kind="answered").content == made
    assert unknown.status == PlanStatus.COMPLETED
    assert sums(unknown.order) == [(0, Decimal("30.00"))]
    event = unknown.order.events.get(kind="refund_succeeded")
    assert (event.actor, event.note) == (shop.finance, SEEN)


def test_a_number_that_the_gateway_does_not_have_is_refused(shop, refund):
    assert refused(shop, refund, "re_77/../x") == (
        "sandbox has no refund with the number re_77/../x: compare it once more."
    )


def test_a_refund_of_another_payment_is_refused(shop, gateway, refund):
    other = shop.place("30.00")
    register(gateway, other)
    payment = other.transactions.get()
    number = at_gateway(gateway, payment)["id"]

    assert refused(shop, refund, number) == (
        f"Number {number} is a refund of another payment there, {payment.gateway_reference}."
    )


def test_a_refund_of_another_amount_is_refused(shop, gateway, refund):
    number = at_gateway(gateway, refund.transaction, "29.99")["id"]

    assert refused(shop, refund, number) == (
        f"Number {number} is a refund of €29.99 there, not of €30.00."
    )


@pytest.mark.parametrize("known_by", ["number", "key"])
def test_another_refund_of_ours_is_refused(shop, gateway, refund, known_by):
    shop.pay(refund.order, "credit_card", "30.00")
    other = shop.place("30.00")
    theirs = Refund.objects.get(plan_link__plan=shop.plan(other, shop.wish(other.items.get())))
    key = theirs.key if known_by == "key" else None
    number = at_gateway(gateway, refund.transaction, key=key)["id"]
    if known_by == "number":
        Refund.objects.filter(pk=theirs.pk).update(gateway_reference=number)

    assert refused(shop, refund, number) == (
        f"Number {number} belongs to refund {theirs.pk} of order {other.number}."
    )


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("pending", "Number {} is still pending there: look again later."),
        ("reverse", "Number {} did not reach the customer, says sandbox: {}."),
    ],
)
def test_what_has_not_succeeded_is_refused(shop, gateway, refund, mode, sentence):
    if mode == "pending":
        gateway.mode("pending", next=1)
    number = at_gateway(gateway, refund.transaction, key=refund.key)["id"]
    if mode == "reverse":
        assert gateway.post(f"/refunds/{number}/reverse")[0] == 200

    why = "The bank of the customer sent the money back"
    assert refused(shop, refund, number) == sentence.format(number, why)


def test_a_gateway_out_of_reach_is_told_as_such(shop, gateway, refund):
    number = at_gateway(gateway, refund.transaction)["id"]
    gateway.stop()

    assert refused(shop, refund, number) == (
        "sandbox gives no answer, so nothing was written: try again later."
    )


def test_a_gateway_that_is_not_set_up_is_told_as_such(shop, refund, settings):
    settings.SANDBOX_GATEWAY_URL = ""
    get_gateway.cache_clear()

    assert refused(shop, refund, "re_77") == (
        "sandbox is not set up here and cannot be asked: nothing was written."
    )


def test_while_a_machine_asks_nobody_decides(shop, refund):
    Refund.objects.update(first_sent_at=timezone.now())

    assert "still being asked" in refused(shop, refund, "re_77")


def test_a_refund_whose_outcome_is_known_is_not_decided(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    known = Refund.objects.get(plan_link__plan=run(shop.plan(order, shop.wish(order.items.get()))))

    with pytest.raises(
        Refusal, match=f"The outcome of refund {known.pk} is known: it is succeeded"
    ):
        look_up(actor=shop.finance, refund_id=known.pk, reference=known.gateway_reference)


@pytest.mark.django_db(transaction=True)
def test_no_gateway_is_asked_within_a_transaction(shop, gateway, refund):
    number = at_gateway(gateway, refund.transaction)["id"]

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        found(shop, refund, number)


def test_what_is_nowhere_is_made_by_hand(shop, unknown, refund):
    record_not_there(actor=shop.finance, refund_id=refund.pk, note=SEEN)

    unknown.refresh_from_db()
    assert unknown.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert [one.amount for one in needed(unknown)] == [Decimal("30.00")]


def test_a_decision_says_what_was_seen(shop, refund):
    with pytest.raises(Refusal, match="Say what you saw"):
        record_not_there(actor=shop.finance, refund_id=refund.pk, note=" ")
    refund.refresh_from_db()
    assert refund.status == RefundStatus.UNKNOWN
