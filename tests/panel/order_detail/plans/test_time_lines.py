"""The time line of a refund: its days, and what is said once of what was asked often."""

from datetime import UTC, datetime

import pytest

from omnitron.panel.order_detail.plans.time_lines import time_line
from payments.models import RefundAttempt
from tests.factories import ManualRefundFactory

pytestmark = pytest.mark.django_db
NOT_YET = "The gateway does not know it yet; it may still book it, and is asked again."


def told(refund, *attempts):
    for kind, day, hour in attempts:
        at = datetime(2026, 1, day, hour, tzinfo=UTC)
        RefundAttempt.objects.create(refund=refund, kind=kind, at=at)
    return [(event.at.day, event.form, event.words) for event in time_line(refund)]


def test_the_first_line_and_each_new_day_have_their_date():
    refund = ManualRefundFactory()

    assert told(refund, ("sent", 5, 9), ("answered", 5, 10), ("told", 7, 10)) == [
        (5, "long", "Sent to the gateway."),
        (5, "clock", "The gateway booked it."),
        (7, "long", "The gateway booked it."),
    ]


def test_the_same_answer_again_is_counted():
    refund = ManualRefundFactory()
    asked = [("not_known", day, 11) for day in (5, 5, 6)]

    assert told(refund, ("sent", 5, 10), *asked, ("answered", 6, 12)) == [
        (5, "long", "Sent to the gateway."),
        (5, "clock", f"{NOT_YET} Asked 3 times, last 6 Jan 2026, 11:00:00 UTC."),
        (6, "clock", "The gateway booked it."),
    ]
