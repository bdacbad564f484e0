"""Saying no to requests, for good."""

import pytest

from cancellations.services.rejecting import reject_requests
from cancellations.states import RequestStatus
from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent
from tests.cancellations.requests import ask, at
from tests.factories import UserFactory


def test_rejected_requests_say_who_and_why_in_the_log(shop):
    order = shop.place("30.00", "20.00")
    requests = [ask(shop, item) for item in order.items.all()]

    reject_requests(
        actor=shop.operator, request_ids=[request.pk for request in requests], reason=" Worn "
    )

    for request in requests:
        assert at(request) == (RequestStatus.REJECTED, None)
        assert (request.rejected_by, request.rejection) == (shop.operator, "Worn")
        event = OrderEvent.objects.get(kind="request_rejected", item=request.item)
        assert (event.actor_id, event.note) == (shop.operator.pk, "Worn")


def test_of_several_requests_all_are_rejected_or_none(shop):
    order = shop.place("30.00", "20.00")
    first, second = (ask(shop, item) for item in order.items.all())
    shop.plan(order, shop.wish(second.item))

    sentence = f"Request {second.pk} .* does not wait any more: it is approved."
    with pytest.raises(Refusal, match=sentence):
        reject_requests(actor=shop.operator, request_ids=[first.pk, second.pk], reason="No")

    assert at(first) == (RequestStatus.WAITING, None)


@pytest.mark.parametrize("reason", ["", "  ", "a\0b", "x" * 1001])
def test_a_rejection_says_why(shop, reason):
    request = ask(shop, shop.place("30.00").items.get())

    with pytest.raises(Refusal, match="Say why in up to 1,000 characters"):
        reject_requests(actor=shop.operator, request_ids=[request.pk], reason=reason)


def test_a_stranger_s_request_is_not_found(shop):
    request = ask(shop, shop.place("30.00").items.get())

    with pytest.raises(NotFound, match=f"There is no request {request.pk}."):
        reject_requests(actor=UserFactory(role="Operator"), request_ids=[request.pk], reason="No")


def test_a_rejected_request_is_not_approved_again(shop):
    order = shop.place("30.00")
    request = ask(shop, order.items.get())
    reject_requests(actor=shop.operator, request_ids=[request.pk], reason="Worn")

    sentence = f"Request {request.pk} was rejected meanwhile: “Worn”."
    with pytest.raises(Refusal, match=sentence):
        shop.plan(order, shop.wish(request.item, requests=(request.pk,)))
