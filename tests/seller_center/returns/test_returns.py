"""Cancellation & Returns: who sees which returns, and how they are answered."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.confirming import confirm_plan, refuse_plan
from omnitron.accounts.panels import OMNITRON
from orders.states import Status
from tests.cancellations.orders import statuses
from tests.factories import OrderItemFactory, SalesChannelFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.market import OTHERS, given_away, next_step, text_of

pytestmark = pytest.mark.django_db

LIST = "/seller-center/returns/"


def answer_url(plan):
    return reverse("seller_center:return-answer", args=[plan.pk])


def listed(response):
    """The plans of the rows, from above."""
    return [int(pk) for pk in re.findall(r'id="return-(\d+)"', response.content.decode())]


def waiting_in_sidebar(client):
    return re.findall(r'<span class="count">(.*?)</span>', client.get(LIST).content.decode())


def dialog_of(response):
    return response.content.decode().partition("<dialog")[2].partition("</dialog>")[0]


def test_a_seller_sees_its_own_returns_the_oldest_first(enter, market, back):
    response = enter(market.seller).get(LIST)

    assert listed(response) == [back["Sheet"].pk, back["Towels"].pk]
    words = text_of(response)
    assert "Cancellation & Returns 2 returns" in words
    assert "Towels 2 pieces" in words
    assert "€29.99" in words
    assert "Escalated" not in words


def test_the_marketplace_sees_those_of_all_sellers(enter, market, back):
    response = enter(market.mpo).get(LIST)

    assert listed(response) == [plan.pk for plan in back.values()]
    assert "Casa Aurora" in text_of(response)
    assert "Ateliê Zürafa" in text_of(response)


def test_others_see_none(enter, back):
    for stranger in (
        UserFactory(role="MPO", channels=[SalesChannelFactory()]),
        UserFactory(role="Seller"),
    ):
        response = enter(stranger).get(LIST)
        assert listed(response) == []
        assert "No return waits for an answer" in text_of(response)
        assert next_step(response) == f"{LIST}?tab=answered"


def test_no_page_or_refusal_gives_the_other_seller_away(enter, market, back):
    client = enter(market.seller)
    plan, strange = back["Sheet"], back[OTHERS["name"]]
    pages = [
        client.get(LIST),
        client.get(LIST, {"tab": "escalated"}),
        client.get(LIST, {"tab": "answered"}),
        client.get(answer_url(plan), {"answer": "confirm"}),
        client.get(answer_url(plan), {"answer": "reject"}),
        client.post(answer_url(plan), {"answer": "reject"}),
        client.get(answer_url(strange), {"answer": "confirm"}),
        client.post(answer_url(strange), {"answer": "confirm"}),
        client.post(answer_url(strange), {"answer": "reject", "reason": "Worn"}),
    ]

    assert [page.status_code for page in pages] == [200] * 5 + [422] + [404] * 3
    assert given_away(*pages) == set()
    strange.refresh_from_db()
    assert strange.confirmation == "due"


def test_the_amount_of_a_seller_has_no_charges_of_the_order(enter, shop, market, back):
    """All of it comes back: the last return has the shipping fee, too."""
    done = [back["Towels"], back[OTHERS["name"]]]
    CancellationPlan.objects.filter(pk__in=[plan.pk for plan in done]).update(shipping_amount=0)
    order = shop.place(
        {"price": "40.00", "name": "Lamp", "seller": market.mine},
        shipping="6.00",
        status=Status.DELIVERED,
    )
    plan = shop.plan(order, shop.wish(order.items.get(), plan_type="refund"))
    assert (plan.amount, plan.shipping_amount) == (46, 6)
    seller = enter(market.seller)
    mine = [seller.get(LIST), seller.get(answer_url(plan), {"answer": "confirm"})]
    mpo = enter(market.mpo)
    whole = [mpo.get(LIST), mpo.get(answer_url(plan), {"answer": "confirm"})]

    for page in mine:
        assert "€40.00" in text_of(page)
        assert "€46.00" not in text_of(page)
        assert "€6.00" not in text_of(page)
    for page in whole:
        assert "€46.00" in text_of(page)
    assert "Shipping and charges €6.00 Total €46.00" in text_of(whole[1])


def test_the_question_before_a_return_is_confirmed(enter, market, back):
    words = text_of(enter(market.seller).get(answer_url(back["Towels"]), {"answer": "confirm"}))

    assert f"Confirm the return of order {market.order.number}?" in words
    assert "2 pieces of Casa Aurora come back. The customer gets €29.99 back." in words


def test_a_return_is_confirmed(enter, market, back):
    client = enter(market.seller)
    response = client.post(answer_url(back["Sheet"]), {"answer": "confirm", "reason": ""})

    assert response["Location"] == LIST
    plan = CancellationPlan.objects.get(pk=back["Sheet"].pk)
    assert (plan.confirmation, plan.confirmed_by) == ("given", market.seller)
    page = client.get(LIST)
    assert f"The return of plan {plan.pk} was agreed to: its money goes back." in text_of(page)
    assert listed(page) == [back["Towels"].pk]
    assert waiting_in_sidebar(client) == ["1"]


def test_a_return_is_rejected_with_a_reason(enter, market, back):
    client = enter(market.seller)
    client.post(answer_url(back["Sheet"]), {"answer": "reject", "reason": "Worn, with stains"})

    plan = CancellationPlan.objects.get(pk=back["Sheet"].pk)
    assert (plan.status, plan.confirmation) == ("rejected", "refused")
    assert statuses(market.order)[0][1] == Status.DELIVERED
    words = text_of(client.get(LIST, {"tab": "answered"}))
    assert f"Rejected {market.seller}" in words
    assert "“Worn, with stains”" in words


def test_without_a_reason_nothing_is_rejected_and_the_question_stays(enter, market, back):
    response = enter(market.seller).post(answer_url(back["Sheet"]), {"answer": "reject"})

    assert response.status_code == 422
    assert "Say why: the order log keeps the reason." in dialog_of(response)
    back["Sheet"].refresh_from_db()
    assert back["Sheet"].confirmation == "due"


def test_a_reason_of_spaces_is_none(enter, market, back):
    data = {"answer": "reject", "reason": "   "}
    assert enter(market.seller).post(answer_url(back["Sheet"]), data).status_code == 422


def test_what_is_neither_yes_nor_no_is_no(enter, market, back):
    response = enter(market.seller).get(answer_url(back["Sheet"]), {"answer": "maybe"})

    assert "Reject the return" in dialog_of(response)


@pytest.mark.parametrize("data", [{"answer": "confirm"}, {"answer": "reject", "reason": "Worn"}])
def test_a_second_answer_is_refused_with_what_was_typed(enter, market, back, data):
    confirm_plan(actor=staff_of(market.mine), plan_id=back["Sheet"].pk)
    client = enter(market.seller)
    asked = client.get(answer_url(back["Sheet"]), data)
    answered = client.post(answer_url(back["Sheet"]), data)

    sentence = f"Plan {back['Sheet'].pk} was answered already: agreement given."
    assert (asked.status_code, answered.status_code) == (422, 422)
    assert sentence in text_of(asked)
    assert sentence in text_of(answered)
    assert ("You had typed: “Worn”" in text_of(answered)) == ("reason" in data)
    assert listed(answered) == [back["Towels"].pk]


def test_the_marketplace_answers_and_its_sellers_read_so(enter, market, back):
    data = {"answer": "reject", "reason": "Seller is away"}
    enter(market.mpo).post(answer_url(back["Sheet"]), data)
    words = text_of(enter(market.seller).get(LIST, {"tab": "answered"}))

    assert "Rejected in the seller’s place" in words
    assert str(market.mpo) not in words
    assert str(market.mpo) in text_of(enter(market.mpo).get(LIST, {"tab": "answered"}))


def test_who_only_looks_at_all_sellers_answers_for_none(enter, shop, market, back):
    looks = ["accounts.use_seller_center", "accounts.view_all_sellers"]
    client = enter(UserFactory(permissions=looks, channels=[shop.channel]))
    page = client.get(LIST)
    answered = client.post(answer_url(back["Sheet"]), {"answer": "confirm"})

    assert len(listed(page)) == 3
    assert answer_url(back["Sheet"]) not in page.content.decode()
    assert answered.status_code == 422
    assert "Confirm or refuse a return for a seller" in text_of(answered)


def test_answered_returns_stand_the_last_first(enter, market, back):
    confirm_plan(actor=market.seller, plan_id=back["Towels"].pk)
    refuse_plan(actor=market.seller, plan_id=back["Sheet"].pk, reason="Worn")
    response = enter(market.seller).get(LIST, {"tab": "answered"})

    assert listed(response) == [back["Sheet"].pk, back["Towels"].pk]


def test_what_an_operator_answered_is_there(enter, shop, market, back):
    confirm_plan(actor=shop.operator, plan_id=back["Sheet"].pk, reason="By phone", panel=OMNITRON)
    words = text_of(enter(market.seller).get(LIST, {"tab": "answered"}))

    assert "Confirmed in the seller’s place" in words
    assert "“By phone”" in words


def test_an_answer_leads_back_to_the_same_part_of_the_list(enter, market, back):
    CancellationPlan.objects.filter(pk=back["Sheet"].pk).update(escalated_at=timezone.now())
    client = enter(market.mpo)
    page = client.get(LIST, {"tab": "escalated"})
    response = client.post(
        f"{answer_url(back['Sheet'])}?tab=escalated", {"answer": "confirm", "reason": ""}
    )

    assert listed(page) == [back["Sheet"].pk]
    assert f"{answer_url(back['Sheet'])}?answer=reject&amp;tab=escalated" in page.content.decode()
    assert response["Location"] == f"{LIST}?tab=escalated"


def test_what_is_late_is_told_to_the_marketplace_alone(enter, market, back):
    CancellationPlan.objects.filter(pk=back["Sheet"].pk).update(escalated_at=timezone.now())

    assert "Escalated 1" in text_of(enter(market.mpo).get(LIST))
    response = enter(market.seller).get(LIST, {"tab": "escalated"})
    assert listed(response) == [back["Sheet"].pk, back["Towels"].pk]


def test_by_when_an_answer_is_due(enter, market, back, settings):
    settings.RETURN_ANSWER_DAYS = 5
    due = back["Sheet"].created_at + timedelta(days=5)

    assert f'datetime="{due.isoformat()}"' in enter(market.seller).get(LIST).content.decode()


def test_the_sidebar_counts_what_waits_for_this_person(enter, market, back):
    assert waiting_in_sidebar(enter(market.seller)) == ["2"]
    assert waiting_in_sidebar(enter(market.neighbour)) == ["1"]
    assert waiting_in_sidebar(enter(market.mpo)) == ["3"]


def test_pages_of_fifty_by_key(enter, shop, market, back):
    made = returns_in(shop, market, 50)
    client = enter(market.seller)
    first = client.get(LIST)
    after = re.search(r'\?after=([^"]+)" rel="next"', first.content.decode())[1]
    second = client.get(f"{LIST}?after={after}")

    assert listed(first) == [back["Sheet"].pk, back["Towels"].pk, *made[:48]]
    assert listed(second) == made[48:]
    assert "There is no such page" in text_of(client.get(f"{LIST}?after=nonsense"))


def test_the_list_costs_the_same_with_2_and_32_returns(
    enter, shop, market, back, django_assert_max_num_queries, django_assert_num_queries
):
    client = enter(market.mpo)
    client.get(LIST)
    with django_assert_max_num_queries(11) as counted:
        client.get(LIST)
    queries = len(counted)
    returns_in(shop, market, 30)
    # What the sidebar counts is kept for some seconds only.
    client.get(LIST)
    with django_assert_num_queries(queries):
        client.get(LIST)


def returns_in(shop, market, count):
    """As many more returns of the seller, each of one item."""
    made = []
    for _number in range(count):
        item = OrderItemFactory(
            order=market.order, seller=market.mine, status=Status.DELIVERED, price=0, retail_price=0
        )
        made.append(shop.plan(market.order, shop.wish(item, plan_type="refund")).pk)
    return made
