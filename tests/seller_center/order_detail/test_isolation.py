"""A seller learns nothing of another one by an order that both have a part in."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.services.rejecting_items import reject_items
from tests.cancellations.orders import register, run
from tests.factories import CancellationReasonFactory
from tests.seller_center.market import OTHERS, given_away, ship, url_of
from tests.seller_center.order_detail.pages import answer, ask, reject

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared_plan(shop, market):
    """The brand cancels something of both sellers, for a reason and with a note of their own."""
    zebra = CancellationReasonFactory(subject="Zebra", sources=frozenset({"operator"}))
    wish = shop.wish(market.item("Sheet"), market.item(OTHERS["name"]))
    mine, other = wish.items
    other = type(other)(other.item_id, other.quantity, zebra.pk, "Zebra note")
    wish = type(wish)(plan_type=wish.plan_type, items=(mine, other))
    return shop.plan(market.order, wish, undo_seconds=60)


def test_no_page_fragment_or_dialog_gives_the_other_seller_away(enter, market, shared_plan):
    client = enter(market.seller)
    pages = [
        client.get(url_of(market.order)),
        client.get(url_of(market.order, "plans")),
        client.get(url_of(market.order, "plans"), {"watched": f"{shared_plan.pk},1"}),
        ask(client, market, "Towels"),
        ask(client, market),
        ask(client, market, "Sheet"),
        ask(client, market, only="Towels"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 200, 422, 422, 200]
    assert given_away(*pages) == set()


def test_the_neighbour_finds_all_of_it(enter, market, shared_plan):
    """The test above would find what it looks for."""
    found = given_away(enter(market.neighbour).get(url_of(market.order)))

    assert {"Zürafa", "ZRF", "Zebra", "ZEBRA", "77,777.77"} <= found


def test_of_a_shared_plan_a_seller_sees_its_own_items(enter, market, shared_plan):
    html = enter(market.seller).get(url_of(market.order)).content.decode()
    row = html.partition(f'id="plan-{shared_plan.pk}"')[2].partition("</tr>")[0]

    assert "€20.00" in row
    assert shared_plan.amount > 20


def test_a_plan_about_nothing_of_mine_is_not_there(enter, shop, market):
    plan = shop.plan(market.order, shop.wish(market.item(OTHERS["name"])), undo_seconds=60)
    client = enter(market.seller)

    assert f"plan-{plan.pk}" not in client.get(url_of(market.order)).content.decode()
    assert client.post(url_of(market.order, "undo-plan", plan.pk)).status_code == 404


def test_another_seller_s_item_is_not_found_and_nothing_of_mine_is_rejected(enter, shop, market):
    client = enter(market.seller)
    asked = ask(client, market, "Towels")
    strange = market.item(OTHERS["name"]).pk
    typed = {"reason": shop.reasons["cancel"].pk}
    responses = [
        client.get(url_of(market.order, "reject"), {"item": strange}),
        client.get(url_of(market.order, "reject"), {"only": strange}),
        answer(client, market, asked, item=[str(strange)], **typed),
        answer(client, market, asked, item=[str(market.item("Towels").pk), str(strange)], **typed),
        answer(client, market, asked, item=["2000000000"], **typed),
    ]

    assert [response.status_code for response in responses] == [404] * 5
    assert given_away(*responses) == set()
    assert not CancellationPlan.objects.exists()


@pytest.fixture
def last(shop, market, gateway):
    """The towels are all that is left: the shipping fee goes back along with them."""
    register(gateway, market.order)
    run(shop.plan(market.order, shop.wish(market.item(OTHERS["name"]), market.item("Sheet"))))


@pytest.mark.usefixtures("last")
def test_what_is_said_after_a_rejection_is_about_mine_alone(enter, shop, market):
    client = enter(market.seller)
    asked = ask(client, market, "Towels")
    done = reject(client, market, "Towels", reason=shop.reasons["cancel"])
    page = client.get(done["Location"].partition("#")[0])

    plan = CancellationPlan.objects.get(source="seller")
    assert (plan.amount, plan.shipping_amount) == (plan.items.get().amount + 5, 5)
    assert "The customer gets €29.99 back." in asked.content.decode()
    assert "Rejected by plan" in page.content.decode()
    for said in ("€34.99", "€5.00", "Shipping and charges"):
        assert said not in asked.content.decode()
        assert said not in page.content.decode()
    assert given_away(asked, page) == set()


@pytest.mark.usefixtures("last")
def test_the_marketplace_reads_the_charges_too(enter, market):
    html = ask(enter(market.mpo), market, "Towels").content.decode()

    assert "The customer gets €34.99 back." in html
    assert "Shipping and charges" in html


def test_a_rule_about_other_items_names_none_of_them(enter, shop, market):
    shop.follow(partial_allowed=False)
    response = ask(enter(market.seller), market, "Towels")

    assert response.status_code == 422
    assert "only together with others of the order" in response.content.decode()
    assert given_away(response) == set()


def test_a_seller_takes_back_no_plan_that_is_about_others_too(enter, shop, market):
    items = [market.item("Towels").pk, market.item(OTHERS["name"]).pk]
    reason = shop.reasons["cancel"].pk
    plan = reject_items(
        actor=market.mpo,
        number=market.order.number,
        item_ids=items,
        reason_id=reason,
        key=uuid4(),
    )
    client = enter(market.seller)
    url = url_of(market.order, "undo-plan", plan.pk)

    assert url not in client.get(url_of(market.order)).content.decode()
    page = client.post(url, follow=True)
    assert f"Plan {plan.pk} is the marketplace’s: ask them to undo it." in page.content.decode()
    assert given_away(page) == set()
    assert not CancellationPlanItem.objects.filter(closed_at__isnull=False).exists()


def test_a_mail_of_another_s_parcel_is_nowhere_while_it_travels(enter, market):
    ship(market.order, OTHERS["name"])
    page = enter(market.seller).get(url_of(market.order))

    assert "Waiting Packaging" in page.content.decode()
    assert given_away(page) == set()


def test_the_place_of_an_order_in_omnitron_is_not_told(enter, market):
    html = enter(market.seller).get(url_of(market.order)).content.decode()

    assert reverse("omnitron:order-detail", args=[market.order.number]) not in html
