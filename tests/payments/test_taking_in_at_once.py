"""Several programs that hand the same payments over at the same moment."""

import pytest
from django.db import transaction

from orders.models import Order
from orders.services.placing.problems import OrdersRefused
from payments.models import PaymentTransaction
from tests.concurrency import in_threads, start_behind
from tests.orders.placing.conftest import make_stall
from tests.payments.paid_orders import card, paid, refusals, take_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stall():
    return make_stall()


def test_of_four_with_the_same_reference_one_is_taken_in(stall):
    calls = [lambda: take_in(stall, paid(stall, card("pay_1")))] * 4

    outcomes = in_threads(*calls)

    refused = [each for each in outcomes if isinstance(each, OrdersRefused)]
    assert {str(each) for each in refused} == {"There is a payment pay_1 of sandbox already."}
    assert (len(refused), Order.objects.count()) == (3, 1)
    assert PaymentTransaction.objects.count() == 1


def test_whoever_waits_for_a_reference_has_taken_none_that_comes_after_it(stall):
    with transaction.atomic():
        take_in(stall, paid(stall, card("b")))
        other = paid(stall, card("c"), card("b"))
        second = start_behind(lambda: refusals(stall, other))
        # Would wait for each other if the second one had "c" by now.
        take_in(stall, paid(stall, card("c")))

    used = "There is a payment %s of sandbox already."
    assert second.result() == {
        0: {("payments", at, "gateway_reference"): [used % "cb"[at]] for at in (0, 1)}
    }
    assert Order.objects.count() == 2
