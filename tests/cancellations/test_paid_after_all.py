"""A gateway paid what counts as declined: nobody pays it once more unasked (X1)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.jobs.alarming import mail_finance
from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import finish
from cancellations.services.by_hand import Evidence, make_refunds, try_gateway_again
from cancellations.services.deciding import record_not_there
from cancellations.states import PlanStatus
from omnitron.core.errors import Refusal
from payments.gateways.base import Answer, Outcome
from payments.jobs.recording import WORKER_LOST, record_unknown
from payments.models import GatewayNotice, Refund, RefundAlarm
from payments.services.closing import close
from payments.states import RefundStatus
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, sums

pytestmark = pytest.mark.django_db
MADE = Evidence(reference="TED 1", made_on=date(2026, 1, 5))
PAID = {"status": "succeeded", "id": "re_paid"}


@pytest.fixture
def declined(shop, gateway):
    """A refund of one of two items that somebody did not find at the gateway."""
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    (refund_id,) = execute_plan(shop.plan(order, shop.wish(order.items.first())).pk)
    long_ago = timezone.now() - timedelta(hours=21)
    submit(refund_id, first_sent_at=long_ago, last_sent_at=long_ago)
    record_unknown(refund_id, WORKER_LOST)
    return record_not_there(actor=shop.finance, refund_id=refund_id, note="Nowhere")


@pytest.fixture
def refused(shop, gateway):
    """A refund of one of two items that the gateway itself declined."""
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    (refund_id,) = execute_plan(shop.plan(order, shop.wish(order.items.first())).pk)
    submit(refund_id, first_sent_at=timezone.now())
    finish({refund_id: Answer(Outcome.DECLINED, "", {}, failure_code="card_expired")})
    return Refund.objects.get(pk=refund_id)


def submit(refund_id, **times):
    values = {"claimed_at": timezone.now(), "last_sent_at": timezone.now()} | times
    Refund.objects.filter(pk=refund_id).update(status=RefundStatus.SUBMITTED, **values)


def needed():
    return Refund.objects.get(status="needed")


def make(shop, evidence=MADE):
    make_refunds(actor=shop.finance, refund_ids=[needed().pk], evidence=evidence)


def test_what_took_over_is_made_only_in_addition(shop, declined):
    tell(declined, **PAID)
    assert handle_all() == 0

    assert sums(declined.order) == [(0, Decimal("30.00"))]
    with pytest.raises(Refusal, match="was refunded at the gateway already"):
        make(shop)
    make(shop, replace(MADE, in_addition=True))
    assert declined.plan_link.plan.status == PlanStatus.COMPLETED


def test_told_twice_it_counts_once(declined):
    for _time in range(2):
        tell(declined, **PAID)
        handle_all()

    assert Refund.objects.filter(method="external").count() == 1
    assert sums(declined.order) == [(0, Decimal("30.00"))]


def test_a_second_refund_with_its_key_is_not_taken_for_the_first(declined):
    tell(declined, **PAID)
    assert handle_all() == 0
    tell(declined, status="succeeded", id="re_second")

    # It waits, as the payment has not so much left.
    assert handle_all() == 1


def test_what_the_payment_has_no_room_for_is_known_when_it_is_told_again(shop, declined):
    make(shop)
    for _time in range(2):
        tell(declined, **PAID)
        assert handle_all() == 0

    assert RefundAlarm.objects.get().refund == declined
    assert not Refund.objects.filter(method="external").exists()


def test_finance_hears_of_it_even_if_it_was_made_by_hand_already(shop, declined, mail_server):
    make(shop)
    tell(declined, **PAID)
    handle_all()
    mail_finance(RefundAlarm.objects.get(refund=declined).pk)

    (mail,) = mail_server.mails
    number = declined.order.number
    assert mail["Subject"] == f"A refund of order {number} was paid after all"
    assert "a refund of €30.00 for order" in mail.get_content()


def test_while_the_gateway_is_tried_again_the_news_waits(shop, refused):
    again = try_gateway_again(actor=shop.finance, refund_id=needed().pk)
    submit(again.pk)
    tell(refused, **PAID)
    assert handle_all() == 1
    Refund.objects.filter(pk=again.pk).update(status=RefundStatus.SUCCEEDED, claimed_at=None)

    assert handle_all() == 0
    refused.refresh_from_db()
    assert refused.failure_code == "paid_after_all"


def test_what_somebody_only_did_not_find_is_not_sent_to_the_gateway_again(shop, declined):
    with pytest.raises(Refusal, match="No gateway has declined this refund"):
        try_gateway_again(actor=shop.finance, refund_id=needed().pk)

    assert needed().replaces == declined


def test_the_books_agree_that_it_was_paid(gateway, declined):
    payment = declined.transaction.gateway_reference
    _status, paid = gateway.refund(str(declined.key), payment, "30.00")
    tell(declined, id=paid["id"])
    handle_all()

    now = timezone.now()
    assert close("sandbox", now - timedelta(hours=1), now + timedelta(hours=1)).differences == ()


def test_an_answer_that_comes_while_the_gateway_is_tried_again_is_kept(shop, refused):
    again = try_gateway_again(actor=shop.finance, refund_id=needed().pk)
    submit(again.pk)
    finish({refused.pk: Answer(Outcome.SUCCEEDED, "re_paid", {})})
    Refund.objects.filter(pk=again.pk).update(status=RefundStatus.SUCCEEDED, claimed_at=None)

    assert handle_all() == 0
    refused.refresh_from_db()
    assert refused.failure_code == "paid_after_all"


def test_an_answer_that_counts_at_once_leaves_nothing_to_handle(declined):
    finish({declined.pk: Answer(Outcome.SUCCEEDED, "re_paid", {})})

    assert GatewayNotice.objects.filter(handled_at=None).count() == 0
    declined.refresh_from_db()
    assert declined.failure_code == "paid_after_all"
