"""What a gateway tells by webhook, in any order, twice, or about refunds that are not ours."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import send_refunds
from cancellations.jobs.sweeping import sweep
from cancellations.states import PlanStatus
from orders.states import Status
from payments.models import GatewayNotice, Refund
from payments.states import RefundStatus
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, run, statuses, sums

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    return order


@pytest.fixture
def pending(shop, gateway, order):
    """A plan whose refund is pending at the gateway."""
    gateway.mode("pending", next=1)
    return run(shop.plan(order, shop.wish(order.items.first())))


@pytest.fixture
def completed(shop, order):
    return run(shop.plan(order, shop.wish(order.items.first())))


def refund_of(plan):
    return Refund.objects.filter(plan_link__plan=plan).order_by("pk").first()


def state(plan):
    plan.refresh_from_db()
    return plan.status, refund_of(plan).status


def test_a_notice_ends_a_pending_refund(pending):
    assert tell(refund_of(pending)) == 204
    assert handle_all() == 0

    assert state(pending) == (PlanStatus.COMPLETED, RefundStatus.SUCCEEDED)


def test_a_notice_that_comes_twice_counts_once(pending):
    for _time in range(2):
        assert tell(refund_of(pending), event_id="event-1") == 204
        handle_all()

    assert GatewayNotice.objects.count() == 1
    assert sums(pending.order) == [(0, Decimal("30.00"))]


def test_a_declined_notice_sends_the_refund_to_the_desk(pending):
    tell(refund_of(pending), status="declined", failure_code="card_closed")
    handle_all()

    assert state(pending) == (PlanStatus.MANUAL_REFUND_NEEDED, RefundStatus.DECLINED)


def test_a_late_notice_does_not_turn_an_end_around(completed):
    tell(refund_of(completed), status="declined")
    handle_all()

    assert state(completed) == (PlanStatus.COMPLETED, RefundStatus.SUCCEEDED)


def test_a_reversal_opens_the_plan_again_and_the_items_keep_their_end(completed):
    order = completed.order
    tell(refund_of(completed), status="reversed", failure_code="bank_rejected")
    handle_all()

    assert state(completed) == (PlanStatus.MANUAL_REFUND_NEEDED, RefundStatus.REVERSED)
    assert statuses(order)[0] == [Status.CANCELED, Status.APPROVED]
    assert sums(order) == [(Decimal("30.00"), 0)]
    by_hand = Refund.objects.get(method="manual")
    assert (by_hand.status, by_hand.amount, by_hand.replaces) == (
        RefundStatus.NEEDED,
        Decimal("30.00"),
        refund_of(completed),
    )


def test_a_reversal_that_comes_twice_counts_once(completed):
    for event_id in ("event-1", "event-2"):
        tell(refund_of(completed), status="reversed", event_id=event_id)
        handle_all()

    assert Refund.objects.filter(method="manual").count() == 1


def test_a_reversal_before_the_success_is_believed(pending):
    refund = refund_of(pending)
    tell(refund, status="reversed")
    tell(refund)
    handle_all()

    assert state(pending) == (PlanStatus.MANUAL_REFUND_NEEDED, RefundStatus.DECLINED)


def test_a_refund_made_at_the_gateway_is_recorded(order):
    payment = order.transactions.get()
    tell(payment=payment.gateway_reference, amount="12.00", id="re_panel")
    assert handle_all() == 0

    refund = Refund.objects.get()
    assert (refund.method, refund.status, refund.amount) == (
        "external",
        RefundStatus.SUCCEEDED,
        Decimal("12.00"),
    )
    assert sums(order) == [(0, Decimal("12.00"))]


def test_a_refund_made_at_the_gateway_takes_what_was_not_sent_yet(shop, order):
    plan = shop.plan(order, shop.wish(*order.items.all()))
    execute_plan(plan.pk)
    payment = order.transactions.get()
    tell(payment=payment.gateway_reference, amount="50.00", id="re_panel")
    assert handle_all() == 0

    assert sums(order) == [(0, Decimal("50.00"))]
    assert refund_of(plan).status == RefundStatus.DECLINED
    by_hand = Refund.objects.filter(method="manual").order_by("pk")
    assert [(refund.amount, refund.transaction) for refund in by_hand] == [
        (Decimal("30.00"), None),
        (Decimal("20.00"), None),
    ]
    send_refunds([refund_of(plan).pk])
    assert refund_of(plan).attempts.count() == 0


def test_a_refund_made_at_the_gateway_waits_for_what_is_under_way(shop, order, pending):
    payment = order.transactions.get()
    tell(payment=payment.gateway_reference, amount="50.00", id="re_panel")
    assert handle_all() == 1
    tell(refund_of(pending), status="declined")
    handle_all()

    assert handle_all() == 0
    assert sums(order) == [(0, Decimal("50.00"))]


def test_a_refund_made_at_the_gateway_may_be_told_after_it_was_taken_back(order):
    about = {"payment": order.transactions.get().gateway_reference, "amount": "12.00"}
    for status in ("reversed", "succeeded", "reversed"):
        tell(id="re_panel", status=status, **about)
        assert handle_all() == 0

    refund = Refund.objects.get()
    assert (refund.method, refund.status) == ("external", RefundStatus.REVERSED)
    assert sums(order) == [(0, 0)]
    assert order.events.filter(kind="external_reversed").count() == 1


def test_a_payment_of_somebody_else_is_no_refund_of_ours(order):
    assert tell(payment="pay_stranger", amount="12.00") == 204
    assert handle_all() == 0
    assert not Refund.objects.exists()


def test_a_wrong_signature_is_refused(order):
    assert tell(payment="pay", amount="1.00", secret="guessed") == 400
    assert not GatewayNotice.objects.exists()


def test_a_signed_notice_that_says_nothing_is_refused(order):
    assert tell(payment="pay", amount="many") == 400
    assert not GatewayNotice.objects.exists()


def test_a_gateway_that_does_not_exist_is_not_found(gateway):
    answer = Client().post(reverse("webhook", args=["nobody"]), b"{}", "application/json")
    assert answer.status_code == 404


def test_a_gateway_is_only_listened_to(gateway):
    assert Client().get(reverse("webhook", args=["sandbox"])).status_code == 405


def test_a_notice_that_tells_another_amount_of_our_refund_changes_nothing(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("held", next=1)
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    refund = Refund.objects.get(plan_link__plan=plan)

    assert tell(refund, amount="0.01") == 204
    assert handle_all() == 0

    refund.refresh_from_db()
    assert refund.status == RefundStatus.PENDING


@pytest.mark.parametrize("amount", ["0", "-5.00", "NaN", "Infinity"])
def test_a_notice_about_no_amount_is_refused(shop, gateway, amount):
    order = shop.place("30.00")

    assert tell(payment=order.transactions.get().gateway_reference, amount=amount) == 400

    assert not GatewayNotice.objects.exists()


def test_what_the_gateway_gave_back_takes_nobody_s_money_if_it_does_not_suffice(shop, gateway):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    execute_plan(plan.pk)
    tell(payment=order.transactions.get().gateway_reference, amount="60.00")

    assert handle_all() == 1

    assert Refund.objects.get().status == RefundStatus.REQUESTED
    assert sweep().notices == []
