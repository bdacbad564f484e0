"""Approving requests through the preview of their order, and rejecting them."""

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.rejecting import reject_requests
from cancellations.states import RequestStatus, Source
from orders.states import Status
from tests.cancellations.orders import run
from tests.cancellations.requests import ask, at
from tests.factories import CancellationReasonFactory, CancellationRequestFactory
from tests.panel.order_detail.plans.forms import amounts_shown, apply, preview
from tests.panel.order_detail.plans.forms import fields_of as fields
from tests.panel.requests.pages import REQUESTS, approve, messages_of, reject

ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}


def test_two_requests_of_an_order_become_one_plan(shop, operator):
    order = shop.place("30.00", {"price": "20.00", "quantity": 2})
    first, second = order.items.all()
    one = ask(shop, first, description="By mistake")
    two = ask(shop, second, quantity=1)

    page = approve(operator, one, two)
    assert amounts_shown(page) == ["€30.00", "€10.00", "€40.00"]
    assert f"Requests {one.pk}, {two.pk} are answered by it." in page.content.decode()
    answer = apply(operator, order, page)

    plan = CancellationPlan.objects.get()
    assert answer.url == REQUESTS
    assert (plan.source, plan.amount, plan.created_by) == (
        Source.CUSTOMER_REQUEST,
        40,
        shop.operator,
    )
    assert at(one) == at(two) == (RequestStatus.APPROVED, plan)
    assert [entry.note for entry in plan.items.all()] == ["By mistake", ""]


def test_the_list_comes_back_as_it_was_and_links_to_the_plan(shop, operator):
    order = shop.place("30.00")
    ask(shop, shop.place("20.00").items.get())
    request = ask(shop, order.items.get())
    page = approve(operator, request, query="?sort=newest&type=cancel&evil=//x")

    answer = apply(operator, order, page)

    assert answer.url == f"{REQUESTS}?sort=newest&type=cancel"
    plan = CancellationPlan.objects.get()
    told = operator.get(answer.url)
    assert messages_of(told) == [
        f"Plan {plan.pk} was made for order {order.number}: €30.00 goes back."
        f' <a href="/omnitron/orders/{order.number}/#plan-{plan.pk}">Show the plan</a>'
    ]
    assert f'#plan-{plan.pk}">Show the plan</a></p>' in told.text


def test_what_is_said_of_an_order_is_text_whatever_its_number_is(shop, operator):
    order = shop.place("30.00", number="<b>&")
    page = approve(operator, ask(shop, order.items.get()))

    told = operator.get(apply(operator, order, page).url)

    assert "was made for order &lt;b&gt;&amp;: €30.00 goes back. <a href=" in told.text
    assert "<b>" not in told.text


def test_a_second_click_makes_no_second_plan(shop, operator):
    order = shop.place("30.00")
    page = approve(operator, ask(shop, order.items.get()))
    apply(operator, order, page)
    CancellationPlan.objects.update(executes_at=timezone.now())
    run(CancellationPlan.objects.get())

    answer = apply(operator, order, page)

    plan = CancellationPlan.objects.get()
    assert messages_of(operator.get(answer.url))[-1].startswith(
        f"Plan {plan.pk} was made already: it is {plan.get_status_display()}. <a href="
    )


def test_the_account_of_the_request_is_the_plan_s(shop, operator):
    order = shop.place("30.00", pay=[("funds_transfer", 30)])
    page = approve(operator, ask(shop, order.items.get(), **ACCOUNT))

    apply(operator, order, page)

    assert CancellationPlan.objects.values(*ACCOUNT).get() == ACCOUNT


def test_what_speaks_against_it_is_said_on_the_order_with_all_that_was_asked(shop, operator):
    order = shop.place({"price": "30.00", "quantity": 2})
    reason = CancellationReasonFactory(subject="Too late", sources=frozenset(["customer_request"]))
    asked = {"quantity": 1, "description": "Bought elsewhere", "reason_id": reason.pk}
    request = ask(shop, order.items.get(), **asked)
    order.items.update(status=Status.SHIPPED)

    page = approve(operator, request)

    text = page.content.decode()
    assert page.status_code == 422
    assert "it has been shipped: choose Return." in text
    assert f'name="quantity-{request.item_id}" value="1"' in text
    assert f'name="note-{request.item_id}" value="Bought elsewhere"' in text
    assert f'<option value="{reason.pk}" selected>Too late</option>' in text
    # Still an answer to the request, once the type is put right.
    chosen = {"what": "items", "type": "refund", "item": [request.item_id]}
    chosen |= {
        f"quantity-{request.item_id}": "1",
        "reason": shop.reasons["refund"].pk,
        "request": [request.pk],
    }
    apply(operator, order, preview(operator, order, chosen))
    assert at(request) == (RequestStatus.APPROVED, CancellationPlan.objects.get())


def test_the_order_s_page_carries_the_requests_on(shop, operator):
    order = shop.place("30.00")
    request = ask(shop, order.items.get())
    approved = approve(operator, request, query="?sort=newest")

    page = preview(operator, order, {**fields(approved), "step": "back"})

    hidden = f'<input type="hidden" name="request" value="{request.pk}">'
    assert hidden in page.content.decode()
    assert '<input type="hidden" name="requests_query" value="?sort=newest">' in page.text


def test_what_was_rejected_since_the_preview_is_not_approved(shop, operator):
    order = shop.place("30.00")
    request = ask(shop, order.items.get())
    page = approve(operator, request)
    reject_requests(actor=shop.operator, request_ids=[request.pk], reason="Worn")

    answer = apply(operator, order, page)

    assert answer.status_code == 422
    assert f"Request {request.pk} was rejected meanwhile: “Worn”." in answer.content.decode()
    assert not CancellationPlan.objects.exists()


def refused(operator, *requests):
    page = approve(operator, *requests, query="?sort=newest")
    assert page.status_code == 422
    assert {row.request.pk for row in page.context["listing"].rows if row.ticked} == {
        request.pk for request in requests
    }
    return page.context["refusal"]


def test_requests_of_several_orders_are_refused_and_stay_ticked(shop, operator):
    one, two = (
        ask(shop, shop.place("30.00", number=number).items.get()) for number in ("M-1", "M-2")
    )

    sentence = "One plan is for one order, and these are of orders M-1 and M-2."
    assert refused(operator, one, two) == sentence


def test_a_cancellation_and_a_return_are_refused_together(shop, operator):
    order = shop.place({"price": "30.00", "name": "Lamp"}, {"price": "20.00", "name": "Shade"})
    lamp, shade = order.items.all()
    one = ask(shop, lamp)
    shade.status = Status.SHIPPED
    shade.save()
    two = ask(shop, shade, plan_type="refund")

    sentence = "One plan never mixes cancellations with returns: Lamp (Cancel) and Shade (Return)."
    assert refused(operator, one, two) == sentence


def test_several_accounts_are_refused_together(shop, operator):
    order = shop.place("30.00", "20.00")
    first, second = order.items.all()
    one, two = ask(shop, first, **ACCOUNT), ask(shop, second, iban="GB82WEST12345698765432")

    assert refused(operator, one, two) == (
        "These requests name several accounts, so each needs a plan of its own:"
        f" DE89370400440532013000 ({one.pk}) and GB82WEST12345698765432 ({two.pk})."
    )


@pytest.mark.parametrize("answer", [approve, reject])
def test_nothing_ticked_is_refused(shop, operator, answer):
    ask(shop, shop.place("30.00").items.get())

    page = answer(operator)

    assert (page.status_code, page.context["refusal"]) == (422, "Tick the requests first.")


@pytest.mark.parametrize("answer", [approve, reject])
def test_a_stranger_s_request_is_not_found(shop, operator, answer):
    request = CancellationRequestFactory()

    assert answer(operator, request).status_code == 404
    assert at(request) == (RequestStatus.WAITING, None)


def test_several_are_rejected_and_the_list_comes_back_as_it_was(shop, operator):
    requests = [ask(shop, shop.place("30.00").items.get()) for _ in range(2)]

    page = reject(operator, *requests, query="?type=cancel&sort=newest")

    assert page.redirect_chain == [(f"{REQUESTS}?sort=newest&type=cancel", 302)]
    assert messages_of(page) == ["2 requests were rejected."]
    assert [at(request)[0] for request in requests] == [RequestStatus.REJECTED] * 2


def test_a_rejection_without_a_reason_keeps_the_ticks(shop, operator):
    request = ask(shop, shop.place("30.00").items.get())

    page = reject(operator, request, reason=" ")

    assert page.status_code == 422
    assert page.context["refusal"].startswith("Say why in up to 1,000 characters")
    assert page.context["listing"].rows[0].ticked


def test_an_answered_request_is_neither_approved_nor_rejected(shop, operator):
    request = ask(shop, shop.place({"price": "30.00", "name": "Lamp"}).items.get())
    reject(operator, request)

    sentence = f"Request {request.pk} (Lamp) does not wait any more: it is rejected."
    assert approve(operator, request).context["refusal"] == sentence
    assert reject(operator, request).context["refusal"] == sentence
