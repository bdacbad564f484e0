"""Requests: who may ask for what, and what their plans make of them."""

import pytest

from cancellations.models import CancellationRequest
from cancellations.services.confirming import confirm_plan, refuse_plan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import RequestStatus, Source
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent, SalesChannel
from orders.states import Status
from tests.cancellations.orders import run
from tests.cancellations.requests import ask, at
from tests.factories import (
    CancellationReasonFactory,
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
)

ACCOUNT = {"iban": "DE89 3704 0044 0532 0130 00", "holder_name": " Inês Araújo "}


def test_a_request_keeps_what_was_asked_and_the_log_tells(shop):
    order = shop.place({"price": "30.00", "quantity": 3}, status=Status.DELIVERED)
    carrier = ShippingCompanyFactory()

    request = ask(
        shop,
        order.items.get(),
        plan_type="refund",
        quantity=2,
        description="Too small",
        return_company=carrier,
        return_tracking_number="RT 7",
        **ACCOUNT,
    )

    request.refresh_from_db()
    assert (request.status, request.source) == (RequestStatus.WAITING, Source.CUSTOMER_REQUEST)
    assert (request.quantity, request.description) == (2, "Too small")
    assert (request.iban, request.holder_name) == ("DE89370400440532013000", "Inês Araújo")
    assert (request.return_company, request.return_tracking_number) == (carrier, "RT 7")
    event = OrderEvent.objects.get(kind=OrderEvent.Kind.REQUEST_MADE)
    assert (event.item, event.changes) == (request.item, {"request": [None, request.pk]})


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quantity": 4}, "the line has 3 pieces, so 4 cannot go back."),
        ({"quantity": 0}, "the line has 3 pieces, so 0 cannot go back."),
        ({"reason_id": None}, "choose a reason."),
        ({"reason_id": "refund"}, "this reason cannot be given here: choose one from the list."),
        ({"plan_type": "refund"}, "it has not been shipped: choose Cancel."),
        ({"iban": "DE89370400440532013001"}, "“DE89370400440532013001” is no IBAN"),
        ({"description": "x" * 1001}, "the description has 1,001 characters; 1,000 fit."),
        ({"holder_name": "a\0b"}, "a character that is not text"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(shop, asked, sentence):
    order = shop.place({"price": "30.00", "quantity": 3})
    if asked.get("reason_id"):
        asked = {"reason_id": shop.reasons["refund"].pk}

    with pytest.raises(Refusal, match=sentence):
        ask(shop, order.items.get(), **asked)

    assert not CancellationRequest.objects.exists()


def test_a_reason_that_customers_may_not_give_is_refused(shop):
    reason = CancellationReasonFactory(sources=frozenset({"operator"}))
    item = shop.place("30.00").items.get()

    with pytest.raises(Refusal, match="this reason cannot be given here"):
        ask(shop, item, reason_id=reason.pk)


def test_a_second_request_for_an_item_is_refused(shop):
    item = shop.place("30.00").items.get()
    first = ask(shop, item)

    sentence = f"{item.name}: request {first.pk} waits for an answer already."
    with pytest.raises(Refusal, match=sentence):
        ask(shop, item)


def test_an_item_in_a_plan_or_canceled_is_not_asked_for(shop):
    order = shop.place("30.00", pay=[])
    item = order.items.get()
    plan = shop.plan(order, shop.wish(item))

    with pytest.raises(Refusal, match="a plan for it is open"):
        ask(shop, item)
    run(plan)
    with pytest.raises(Refusal, match="it is canceled already"):
        ask(shop, item)


def test_an_item_of_a_stranger_is_not_found(shop):
    item = OrderItemFactory()

    with pytest.raises(NotFound, match=f"There is no order line {item.pk}"):
        ask(shop, item)


def test_a_plan_approves_the_requests_of_its_items_and_completes_them(shop):
    order = shop.place("30.00", "20.00", "10.00", pay=[])
    first, second, third = (ask(shop, item) for item in order.items.all())

    plan = shop.plan(order, shop.wish(first.item, second.item))

    assert at(first) == at(second) == (RequestStatus.APPROVED, plan)
    assert at(third) == (RequestStatus.WAITING, None)
    run(plan)
    assert at(first) == at(second) == (RequestStatus.COMPLETED, plan)


def test_a_request_waits_again_once_its_plan_is_withdrawn(shop):
    order = shop.place("30.00")
    request = ask(shop, order.items.get())
    plan = shop.plan(order, shop.wish(request.item))

    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    assert at(request) == (RequestStatus.WAITING, None)


def test_a_request_follows_its_pieces_into_the_new_line(shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    line = order.items.get()
    request = ask(shop, line, quantity=2)

    plan = shop.plan(order, shop.wish((line, 2)))

    assert at(request) == (RequestStatus.APPROVED, plan)
    assert (request.item.split_from, request.item.quantity) == (line, 2)


def test_what_a_plan_leaves_of_a_request_waits_on(shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    line = order.items.get()
    request = ask(shop, line, quantity=3, description="All broken")

    plan = shop.plan(order, shop.wish((line, 1)))

    assert at(request) == (RequestStatus.WAITING, None)
    part = CancellationRequest.objects.exclude(pk=request.pk).get()
    assert at(part) == (RequestStatus.APPROVED, plan)
    assert (part.description, part.created_at) == ("All broken", request.created_at)
    assert (request.item, request.quantity) == (line, 2)
    assert (part.item.split_from, part.quantity) == (line, 1)


@pytest.fixture
def returned(shop):
    """A request for a return that its seller has a say in, and its plan."""
    SalesChannel.objects.filter(pk=shop.channel.pk).update(channel_type="marketplace")
    order = shop.place({"price": "30.00", "seller": SellerFactory()}, status=Status.DELIVERED)
    request = ask(shop, order.items.get(), plan_type="refund")
    return request, shop.plan(order, shop.wish(request.item, plan_type="refund"))


def test_a_return_waits_for_its_seller_and_is_confirmed(shop, returned):
    request, plan = returned
    assert at(request) == (RequestStatus.WAITING_APPROVAL, plan)

    confirm_plan(actor=shop.operator, plan_id=plan.pk, reason="By phone", panel=OMNITRON)

    assert at(request) == (RequestStatus.CONFIRMED, plan)
    withdraw_plan(actor=shop.operator, plan_id=plan.pk)
    assert at(request) == (RequestStatus.WAITING, None)


def test_what_the_seller_refuses_is_rejected(shop, returned):
    request, plan = returned

    refuse_plan(actor=shop.operator, plan_id=plan.pk, reason="Worn", panel=OMNITRON)

    assert at(request) == (RequestStatus.REJECTED, plan)
    assert (request.rejected_by, request.rejection) == (shop.operator, "Worn")


def test_an_operator_may_give_a_reason_that_customers_may_not(shop):
    order = shop.place("30.00")
    request = ask(shop, order.items.get())
    shop.reasons["cancel"] = CancellationReasonFactory(sources=frozenset({"operator"}))

    plan = shop.plan(order, shop.wish(request.item), source=Source.CUSTOMER_REQUEST)

    assert at(request) == (RequestStatus.APPROVED, plan)


def test_a_request_is_answered_by_one_plan(shop):
    order = shop.place({"price": "90.00", "quantity": 3})
    item = order.items.get()
    request = ask(shop, item, quantity=1)
    wish = shop.wish((item, 1), requests=(request.pk,))
    plan = shop.plan(order, wish)

    with pytest.raises(Refusal, match=f"Request {request.pk} was answered by plan {plan.pk}"):
        shop.plan(order, wish)

    assert list(order.plans.all()) == [plan]


def test_a_plan_answers_no_request_about_another_item(shop):
    order = shop.place("30.00", {"price": "20.00", "name": "Lamp"})
    other, lamp = order.items.all()
    request = ask(shop, lamp)
    sentence = f"Request {request.pk} asks about Lamp: tick it, or open the order again."

    with pytest.raises(Refusal, match=sentence):
        shop.plan(order, shop.wish(other, requests=(request.pk,)))

    assert at(request) == (RequestStatus.WAITING, None)
