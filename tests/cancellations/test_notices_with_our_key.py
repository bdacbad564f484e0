"""Our key stands for one refund at the gateway: whatever else bears it was made by others."""

from decimal import Decimal

import pytest

from cancellations.states import PlanStatus
from payments.models import Refund, RefundAlarm
from payments.states import RefundStatus
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, run, sums

pytestmark = pytest.mark.django_db
OTHERS = "re_of_others"


@pytest.fixture
def order(shop, gateway):
    order = shop.place("30.00", "40.00")
    register(gateway, order)
    return order


@pytest.fixture
def paid(shop, order):
    """A refund that has succeeded under the gateway's number."""
    return refund_of(run(shop.plan(order, shop.wish(order.items.first()))))


@pytest.fixture
def pending(shop, gateway, order):
    """A refund that waits under the gateway's number."""
    gateway.mode("held", next=1)
    return refund_of(run(shop.plan(order, shop.wish(order.items.first()))))


@pytest.fixture
def unknown(shop, gateway, order):
    """A refund that was sent, and whose number nobody knows."""
    gateway.mode("error_500", next=1)
    return refund_of(run(shop.plan(order, shop.wish(order.items.first()))))


def refund_of(plan):
    return Refund.objects.get(plan_link__plan=plan)


def status_of(refund):
    refund.refresh_from_db()
    return refund.status


def of_others():
    """The refunds that we count as made at the gateway."""
    refunds = Refund.objects.filter(method="external")
    return list(refunds.values_list("order", "gateway_reference", "amount", "status"))


def test_the_key_finds_a_refund_whose_number_nobody_knows(unknown):
    tell(unknown, id="re_ours")
    assert handle_all() == 0

    assert status_of(unknown) == RefundStatus.SUCCEEDED
    assert unknown.gateway_reference == "re_ours"
    assert unknown.plan_link.plan.status == PlanStatus.COMPLETED


@pytest.mark.parametrize("amount", ["30.00", "12.00"])
def test_a_second_refund_with_our_key_was_made_at_the_gateway(order, paid, amount):
    tell(paid, id=OTHERS, amount=amount)
    assert handle_all() == 0

    assert of_others() == [(order.pk, OTHERS, Decimal(amount), RefundStatus.SUCCEEDED)]
    assert sums(order) == [(0, Decimal("30.00") + Decimal(amount))]


@pytest.mark.parametrize("status", ["succeeded", "declined"])
def test_a_second_refund_with_our_key_says_nothing_of_ours(pending, status):
    tell(pending, id=OTHERS, status=status)
    handle_all()

    assert status_of(pending) == RefundStatus.PENDING


def test_finance_hears_that_a_second_refund_with_our_key_was_taken_back(order, paid):
    tell(paid, id=OTHERS, status="reversed")
    assert handle_all() == 0

    assert status_of(paid) == RefundStatus.SUCCEEDED
    assert of_others() == [(order.pk, OTHERS, Decimal("30.00"), RefundStatus.REVERSED)]
    assert RefundAlarm.objects.get().refund.gateway_reference == OTHERS


def test_a_refund_with_our_key_and_another_amount_was_made_at_the_gateway(order, unknown):
    tell(unknown, id=OTHERS, amount="12.00")
    assert handle_all() == 0

    assert status_of(unknown) == RefundStatus.UNKNOWN
    assert of_others() == [(order.pk, OTHERS, Decimal("12.00"), RefundStatus.SUCCEEDED)]


@pytest.mark.parametrize("status", ["succeeded", "declined"])
def test_a_refund_of_a_stranger_s_payment_is_not_ours_whatever_its_key(unknown, status):
    tell(unknown, id=OTHERS, payment="pay_stranger", status=status)
    assert handle_all() == 0

    assert status_of(unknown) == RefundStatus.UNKNOWN
    assert of_others() == []


def test_a_refund_with_our_key_belongs_to_the_payment_that_it_names(shop, unknown):
    another = shop.place("30.00")
    tell(unknown, id=OTHERS, payment=another.transactions.get().gateway_reference)
    assert handle_all() == 0

    assert status_of(unknown) == RefundStatus.UNKNOWN
    assert of_others() == [(another.pk, OTHERS, Decimal("30.00"), RefundStatus.SUCCEEDED)]


def test_a_notice_that_tells_another_payment_of_our_refund_changes_nothing(pending):
    tell(pending, payment="pay_stranger")
    assert handle_all() == 0

    assert status_of(pending) == RefundStatus.PENDING
    assert pending.attempts.last().kind == "told"
