"""How many refunds are claimed before the first of them is sent."""

from itertools import groupby

import pytest

from cancellations.jobs.refunding import send_refunds
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from tests.cancellations.refunds import amounts, paid


def test_no_more_are_claimed_than_can_be_sent_before_their_claims_lapse(begin, settings):
    settings.REFUND_CALLS_AT_ONCE = 1
    settings.REFUND_LEASE_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS = 30, 10
    _plans, refund_ids = begin(*amounts(5))

    send_refunds(refund_ids)

    story = list(RefundAttempt.objects.order_by("pk").values_list("kind", flat=True))
    assert story[:3] == ["sent", "sent", "answered"]


def claimed_in_a_row(refund_ids):
    """How many were claimed, at most, before another answer was recorded."""
    attempts = RefundAttempt.objects.filter(refund__in=refund_ids).order_by("pk")
    runs = groupby(attempts.values_list("kind", flat=True))
    return max(len(list(run)) for kind, run in runs if kind == "sent")


@pytest.mark.parametrize(("mode", "claimed"), [("slow", 1), ("ok", 3)])
def test_more_are_claimed_ahead_while_their_gateway_answers_quickly(
    begin, gateway, settings, mode, claimed
):
    settings.REFUND_CALLS_AT_ONCE = 1
    # A claimed refund may wait 0.3 seconds, and a slow call takes 0.2.
    settings.REFUND_LEASE_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS = 1.3, 1
    _plans, refund_ids = begin(*amounts(4))
    gateway.mode(mode, next=4)

    send_refunds(refund_ids)

    assert claimed_in_a_row(refund_ids) == claimed


def test_what_would_be_sent_when_its_claim_may_lapse_is_not_sent(begin, gateway, settings):
    settings.REFUND_LEASE_SECONDS = settings.GATEWAY_TIMEOUT_SECONDS
    _plans, refund_ids = begin(*amounts(3))

    send_refunds(refund_ids[:1])
    send_refunds(refund_ids[1:])

    assert paid(gateway) == []
    codes = Refund.objects.order_by("pk").values_list("status", "failure_code")
    assert list(codes) == [(RefundStatus.UNKNOWN, "not_sent")] * 3
