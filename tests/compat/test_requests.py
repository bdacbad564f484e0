"""What customers ask the shop for becomes requests here, and the shop hears what came of them."""

import pytest

from cancellations.models import CancellationRequest
from orders.models import Order
from tests.compat import acting
from tests.compat.goods import order
from tests.factories import CancellationReasonFactory

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


@pytest.fixture
def placed(shop):
    """An order with two lines that came in, and a reason which the shop calls D1."""
    reason = CancellationReasonFactory(subject="Changed mind")
    shop.configure(reason_mapping={"D1": reason.pk})
    shop.run("orders", "take_in", orders=[order("T-1")])
    return Order.objects.get()


def asked(number, **others):
    return {
        "order_item": f"T-1-{number}",
        "reason": "D1",
        "remote_id": f"Q-{number}",
        "description": "Küçük geldi",
        "cancellation_type": "cancel",
        **others,
    }


@pytest.fixture
def requested(shop, placed):
    """A request for each line, of which the shop knows that they came in."""
    shop.run("cancelling", "take_in_requests", requests=[asked(1), asked(2)])
    return list(CancellationRequest.objects.order_by("item__line_number"))


def test_a_request_of_the_shop_waits_for_an_answer(shop, requested):
    first, _second = requested
    assert (first.request_type, first.status) == ("cancel", "waiting")
    assert (first.reason.subject, first.description) == ("Changed mind", "Küçük geldi")
    assert (first.item.line_number, first.item.status) == (1, 400)
    assert shop.mappings("cancellationrequest") == {
        request.pk: (f"Q-{request.item.line_number}", "success") for request in requested
    }


def test_a_run_without_requests_is_answered_as_channel_app_expects(shop):
    shop.run("cancelling", "take_in_requests", requests=[])

    # It ends a batch into which it never put anything, and knows this answer.
    assert shop.server.answers()[-1]["status"] == 406
    assert shop.batches() == ["initialized"]


def test_a_request_that_was_approved_is_told_of(shop, requested):
    plan = acting.approve(acting.operator_of(shop), requested[0])

    assert shop.run("cancelling", "follow_requests") == [
        {
            "cancellation_type": "cancel",
            "status": "approved",
            "order_item": "T-1-1",
            # channel-app reads the mapping of reasons letter by letter.
            "reason": "10",
            "description": "Küçük geldi",
            "remote_id": "Q-1",
        }
    ]
    requested[0].refresh_from_db()
    assert requested[0].plan == plan


def test_a_request_that_was_rejected_is_told_of(shop, requested):
    acting.reject(acting.operator_of(shop), requested[1])

    (told,) = shop.run("cancelling", "follow_requests")

    assert (told["remote_id"], told["status"]) == ("Q-2", "rejected")


def test_what_was_told_is_not_told_again_until_more_happens(shop, requested):
    acting.approve(acting.operator_of(shop), requested[0])
    shop.run("cancelling", "follow_requests")

    assert shop.run("cancelling", "follow_requests") == []

    acting.work()

    (told,) = shop.run("cancelling", "follow_requests")
    assert (told["remote_id"], told["status"]) == ("Q-1", "completed")
    assert set(shop.mappings("cancellationrequest").values()) == {
        ("Q-1", "success"),
        ("Q-2", "success"),
    }


def test_the_client_rejects_a_request(shop, requested):
    answer = shop.run("cancelling", "decide", pk=requested[0].pk, path="reject")

    assert (answer["id"], answer["status"]) == (requested[0].pk, "rejected")


def test_the_client_approves_a_request(shop, requested):
    answer = shop.run("cancelling", "decide", pk=requested[0].pk, path="approve")

    assert (answer["id"], answer["status"]) == (requested[0].pk, "approved")
    requested[0].refresh_from_db()
    assert requested[0].plan is not None
