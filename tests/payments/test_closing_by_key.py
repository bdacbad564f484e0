"""A gateway's book may have our key more than once: it stands for one refund of ours (X12)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from payments.models import Refund
from payments.services.closing import Kind, close
from tests.cancellations.conftest import gateway, shop  # noqa: F401
from tests.cancellations.orders import register, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(start_sandbox):
    """A gateway that books a key as often as it is told."""
    return start_sandbox("--forget-keys")


@pytest.fixture
def order(shop, gateway):  # noqa: F811
    order = shop.place("30.00", "40.00")
    register(gateway, order)
    return order


@pytest.fixture
def paid(shop, order):  # noqa: F811
    """A refund of 30.00 that both books have."""
    return refund_of(shop, order)


@pytest.fixture
def unknown(shop, gateway, order, settings):  # noqa: F811
    """A refund of 30.00 that is booked, and of which we heard nothing."""
    settings.GATEWAY_TIMEOUT_SECONDS = 1
    gateway.mode("error_500_after", next=1)
    return refund_of(shop, order)


def refund_of(shop, order):  # noqa: F811
    plan = run(shop.plan(order, shop.wish(order.items.first())))
    return Refund.objects.get(plan_link__plan=plan)


def book_again(gateway, refund, payment=None):  # noqa: F811
    """Have the gateway book a refund with the key of ours; its number."""
    payment = payment or refund.transaction
    _status, made = gateway.refund(str(refund.key), payment.gateway_reference, "30.00")
    return made["id"]


def today():
    now = timezone.now()
    found = close("sandbox", now - timedelta(hours=1), now + timedelta(hours=1))
    return [(entry.kind, entry.reference, entry.ours, entry.order) for entry in found.differences]


def test_a_second_booking_with_our_key_is_only_theirs(order, paid, gateway):  # noqa: F811
    second = book_again(gateway, paid)

    assert today() == [(Kind.ONLY_THEIRS, second, None, order)]


def test_the_command_fails_for_a_second_booking_with_our_key(order, paid, gateway):  # noqa: F811
    second = book_again(gateway, paid)
    output = StringIO()

    with pytest.raises(CommandError, match="The books differ about 1 refunds"):
        call_command("money_close", "sandbox", day=timezone.now().date(), stdout=output)

    assert f"only_theirs {second} order {order.number}" in output.getvalue()


def test_of_two_bookings_with_the_key_of_an_unknown_refund_one_is_ours(order, unknown, gateway):  # noqa: F811
    first = gateway.ledger()[0]["id"]
    second = book_again(gateway, unknown)

    assert today() == [
        (Kind.ONLY_THEIRS, first, unknown, order),
        (Kind.ONLY_THEIRS, second, None, order),
    ]


def test_a_booking_with_our_key_belongs_to_the_payment_that_it_names(shop, gateway, order):  # noqa: F811
    gateway.mode("error_500", next=1)
    never_booked = refund_of(shop, order)
    another = shop.place("30.00")
    register(gateway, another)
    booked = book_again(gateway, never_booked, another.transactions.get())

    assert today() == [(Kind.ONLY_THEIRS, booked, None, another)]
