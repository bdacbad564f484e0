"""The daily money close: every refund about which the books differ, and no other (X12)."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from payments.models import Refund
from payments.services.closing import Kind, close
from tests.cancellations.conftest import gateway, shop  # noqa: F401
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(shop, gateway):  # noqa: F811
    """A refund of 30.00 that both books have."""
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.first())))
    return Refund.objects.get(plan_link__plan=plan)


def today():
    now = timezone.now()
    return close("sandbox", now - timedelta(hours=1), now + timedelta(hours=1))


def kinds(found):
    return [(entry.kind, entry.our_amount, entry.their_amount) for entry in found.differences]


def test_books_that_agree_have_no_difference(paid):
    found = today()
    assert found.our_sums == found.their_sums == {"EUR": Decimal("30.00")}
    assert found.differences == ()


def test_what_somebody_made_at_the_gateway_is_only_theirs(paid, gateway):  # noqa: F811
    payment = paid.transaction
    gateway.post("/panel/refunds", payment=payment.gateway_reference, amount="5.00", currency="EUR")

    (entry,) = today().differences
    assert (entry.kind, entry.their_amount, entry.ours) == (Kind.ONLY_THEIRS, 5, None)


def test_what_we_heard_of_it_by_webhook_is_in_both_books(paid, gateway):  # noqa: F811
    payment = paid.transaction.gateway_reference
    _status, made = gateway.post("/panel/refunds", payment=payment, amount="5.00", currency="EUR")
    tell(payment=payment, amount="5.00", id=made["id"])
    handle_all()

    assert today().differences == ()


def test_a_reversal_that_we_did_not_hear_of_is_only_ours(paid, gateway):  # noqa: F811
    gateway.post(f"/refunds/{paid.gateway_reference}/reverse")

    found = today()
    assert kinds(found) == [(Kind.ONLY_OURS, Decimal("30.00"), 0)]
    assert found.differences[0].ours == paid


def test_a_reversal_that_we_recorded_is_nothing_in_both_books(paid, gateway):  # noqa: F811
    gateway.post(f"/refunds/{paid.gateway_reference}/reverse")
    tell(paid, status="reversed")
    handle_all()

    assert today().differences == ()


def test_a_refund_that_is_taken_back_days_later_was_paid_on_its_day(paid, gateway, time_machine):  # noqa: F811
    day = timezone.now()
    time_machine.move_to(day + timedelta(days=5))
    tell(paid, status="reversed")
    handle_all()
    time_machine.move_to(day)

    found = today()
    assert found.differences == ()
    assert found.our_sums == found.their_sums == {"EUR": Decimal("30.00")}


def test_what_came_to_nothing_and_is_in_no_book_has_never_been(paid, gateway, time_machine):  # noqa: F811
    time_machine.move_to(timezone.now() + timedelta(days=5))
    tell(paid, status="reversed")
    handle_all()

    found = today()
    assert (found.our_sums, found.their_sums, found.differences) == ({}, {}, ())


def test_a_refund_whose_outcome_we_do_not_know_is_only_theirs(shop, gateway, settings):  # noqa: F811
    settings.GATEWAY_TIMEOUT_SECONDS = 1
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("error_500_after", next=1)
    run(shop.plan(order, shop.wish(order.items.get())))

    found = today()
    assert kinds(found) == [(Kind.ONLY_THEIRS, 0, Decimal("30.00"))]
    assert found.differences[0].ours.order == order


def test_another_day_has_nothing_of_today(paid):
    now = timezone.now()
    found = close("sandbox", now - timedelta(days=2), now - timedelta(days=1))
    assert (found.our_sums, found.their_sums, found.differences) == ({}, {}, ())


def test_the_command_says_what_differs_and_fails(paid, gateway):  # noqa: F811
    gateway.post(f"/refunds/{paid.gateway_reference}/reverse")
    output = StringIO()

    with pytest.raises(CommandError, match="The books differ about 1 refunds"):
        call_command("money_close", "sandbox", day=timezone.now().date(), stdout=output)

    assert f"only_ours {paid.gateway_reference} order {paid.order.number}" in output.getvalue()


def test_the_command_is_content_with_books_that_agree(paid):
    output = StringIO()
    call_command("money_close", "sandbox", day=timezone.now().date(), stdout=output)
    assert "ours €30.00, theirs €30.00" in output.getvalue()


def test_the_command_tells_where_only_the_sums_differ(shop, gateway, time_machine):  # noqa: F811
    now = timezone.now()
    order = shop.place("30.00")
    register(gateway, order)
    # We count it as paid back a day before the gateway has booked it.
    time_machine.move_to(now - timedelta(days=1))
    run(shop.plan(order, shop.wish(order.items.get())))
    time_machine.move_to(now)

    assert today().differences == ()
    output = StringIO()
    call_command("money_close", "sandbox", day=now.date(), stdout=output)
    assert "The sums in EUR differ, though no refund does" in output.getvalue()


def test_a_gateway_out_of_reach_is_said(paid, gateway):  # noqa: F811
    gateway.kill()
    with pytest.raises(CommandError, match="The day cannot be closed"):
        call_command("money_close", "sandbox", day=timezone.now().date())
