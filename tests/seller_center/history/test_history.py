"""The history on the page of an order and of a package: what happened, in Seller Center's words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cancellations.services.confirming import refuse_plan
from cancellations.services.rejecting_items import reject_items
from omnitron.seller_center.history.listing import NEWEST, PAGE_SIZE
from orders.models import OrderEvent
from orders.services.packages.preparing import mark_ready, start_preparing
from orders.services.packages.regrouping import create_new_package
from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.cancellations.orders import register, run
from tests.factories import OrderEventFactory, OrderItemFactory, ShippingCompanyFactory
from tests.seller_center.history.entries import entries_of, links_of, package_url
from tests.seller_center.market import OTHERS, move, url_of

pytestmark = pytest.mark.django_db

Kind = OrderEvent.Kind


def test_a_seller_reads_what_became_of_its_package(enter, market):
    who = market.seller.distinct_name
    start_preparing(actor=market.seller, numbers=["PKG-MINE"])
    mark_ready(actor=market.seller, numbers=["PKG-MINE"])
    carrier = ShippingCompanyFactory(name="Jadlog")
    ship_package(
        actor=market.seller, number="PKG-MINE", company_id=carrier.pk, tracking_number="JD1"
    )
    response = enter(market.seller).get(url_of(market.order))

    assert entries_of(response) == [
        f"{who} changed 2 items Towels · Sheet Status Preparing → Shipped Tracking number empty"
        " → JD1 Shipping company empty → Jadlog Package PKG-MINE",
        f"{who} changed package PKG-MINE Status Preparing → Ready to Ship",
        f"{who} changed 2 items Towels · Sheet Status Waiting Packaging → Preparing"
        " Package PKG-MINE",
    ]
    assert links_of(response) == {"Package PKG-MINE": package_url("PKG-MINE")}


def test_the_marketplace_reads_what_happened_to_all_items(enter, market):
    start_preparing(actor=market.neighbour, numbers=["PKG-ZEBRA"])
    response = enter(market.mpo).get(url_of(market.order))

    assert entries_of(response) == [
        f"{market.neighbour.distinct_name} changed {OTHERS['name']} Status Waiting Packaging"
        " → Preparing Package PKG-ZEBRA"
    ]
    assert entries_of(enter(market.seller).get(url_of(market.order))) == []


def test_placing_is_told_with_what_the_person_sees_of_it(enter, market):
    OrderEventFactory(order=market.order, actor_name="Marketplace", cause="request:7f3c")

    assert entries_of(enter(market.seller).get(url_of(market.order))) == [
        "Order placed, €49.99 The system"
    ]
    assert entries_of(enter(market.mpo).get(url_of(market.order))) == [
        "Order placed, €77,832.76 Marketplace, Request 7f3c"
    ]
    assert entries_of(enter(market.seller).get(package_url("PKG-MINE"))) == []


def test_a_rejection_is_told_to_its_end(enter, shop, market, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, market.order)
    plan = reject_items(
        actor=market.seller,
        number=market.order.number,
        item_ids=[market.item("Sheet").pk],
        reason_id=shop.reasons["cancel"].pk,
        note="The moths were faster",
        key="5f0d3a55-0000-4000-8000-000000000001",
    )
    run(plan)
    who = market.seller.distinct_name
    response = enter(market.seller).get(url_of(market.order))

    assert entries_of(response) == [
        f"Plan {plan.pk} was completed The system",
        f"The system changed Sheet Status Cancellation Waiting → Rejected Plan {plan.pk}",
        f"{who} made Plan {plan.pk} : €20.00 goes back Reason: {shop.reasons['cancel']}"
        " The moths were faster",
        f"{who} changed Sheet Status Waiting Packaging → Cancellation Waiting Plan {plan.pk}",
    ]
    assert links_of(response) == {
        f"Plan {plan.pk}": f"{url_of(market.order)}#plan-{plan.pk}",
    }


def test_a_refused_return_is_told_with_the_reason(enter, shop, market):
    move(market.order, "Sheet", Status.PREPARING, Status.SHIPPED, Status.DELIVERED)
    plan = shop.plan(market.order, shop.wish(market.item("Sheet"), plan_type="refund"))
    refuse_plan(actor=market.seller, plan_id=plan.pk, reason="It was worn")

    newest, *_older = entries_of(enter(market.seller).get(url_of(market.order)))
    assert newest == (
        f"{market.seller.distinct_name} refused the return of Plan {plan.pk} It was worn"
    )


def test_the_page_of_a_package_tells_of_it_alone(enter, market):
    who = market.seller.distinct_name
    create_new_package(actor=market.seller, number="PKG-MINE", item_ids=[market.item("Sheet").pk])
    new = market.item("Sheet").package.number
    start_preparing(actor=market.seller, numbers=["PKG-MINE"])
    client = enter(market.seller)
    made = f"{who} put products into package {new} From package PKG-MINE"

    assert entries_of(client.get(package_url(new))) == [made]
    assert entries_of(client.get(package_url("PKG-MINE"))) == [
        f"{who} changed Towels Status Waiting Packaging → Preparing",
        made,
    ]
    (told,) = entries_of(enter(market.mpo).get(package_url(new)))
    line = market.item("Sheet").line_number
    assert told == made.replace("From", f"Order lines {line} From")


def test_a_package_tells_what_of_a_plan_goes_back_for_it(enter, shop, market):
    shop.plan(market.order, shop.wish(market.item("Sheet"), market.item(OTHERS["name"])))
    told = entries_of(enter(market.mpo).get(package_url("PKG-MINE")))

    assert "€20.00 goes back" in told[0]
    assert "€77,797.77 goes back" in entries_of(enter(market.mpo).get(url_of(market.order)))[0]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Status.CONFIRMATION_WAITING, Status.APPROVED, "Not approved yet → Waiting Packaging"),
        (Status.SHIPPED, Status.READY_FOR_PICKUP, "Shipped → Ready for pickup"),
        (Status.SHIPPED, Status.DELIVERED, "Shipped → Delivered"),
        (Status.CANCELLATION_WAITING, Status.CANCELED, "Cancellation Waiting → Canceled"),
        (Status.CANCELLATION_WAITING, Status.REFUNDED, "Cancellation Waiting → Returned"),
    ],
)
def test_statuses_have_the_words_of_seller_center(enter, market, before, after, words):
    of_sheet(market, changes={"status": [before, after]})

    (entry,) = entries_of(enter(market.seller).get(url_of(market.order)))
    assert entry == f"The system changed Sheet Status {words}"


def of_sheet(market, **values):
    """An event of one item of mine."""
    values = {"kind": Kind.STATUS_CHANGED, **values}
    return OrderEventFactory(order=market.order, item=market.item("Sheet"), **values)


def test_nothing_is_told_of_an_item_before_its_approval(enter, market):
    of_sheet(market, changes={"status": [Status.WAITING, Status.PAYMENT_WAITING]})

    assert entries_of(enter(market.mpo).get(url_of(market.order))) == []


@pytest.fixture
def many(market):
    """One event more than two pages hold, a minute apart; the first is the oldest."""
    now = timezone.now()
    for minute in range(PAGE_SIZE + 1):
        at = now - timedelta(minutes=PAGE_SIZE - minute)
        changes = {"tracking_number": ["", f"T{minute}"]}
        of_sheet(market, kind=Kind.SHIPMENT_CHANGED, at=at, changes=changes)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("page", ["order", "package"])
def test_the_newest_events_stand_on_the_page_and_links_lead_to_the_others(enter, market, page):
    url = url_of(market.order) if page == "order" else package_url("PKG-MINE")
    client = enter(market.seller)
    first = client.get(url)
    assert len(entries_of(first)) == NEWEST == 10
    assert "T50" in entries_of(first)[0]

    all_url = links_of(first)["Show older events"]
    assert all_url == f"{url}?history=all#history"
    opened = client.get(all_url)
    assert len(entries_of(opened)) == PAGE_SIZE
    assert list(links_of(opened))[-1:] == ["Older"]

    last = client.get(links_of(opened)["Older"])
    assert ["T0" in entry for entry in entries_of(last)] == [True]
    newer = client.get(links_of(last)["Newer"])
    assert entries_of(newer) == entries_of(opened)


def test_where_few_events_are_nothing_is_left_out(enter, market):
    of_sheet(market)
    response = enter(market.seller).get(url_of(market.order))

    assert links_of(response) == {}
    assert len(entries_of(response)) == 1


def test_a_forged_page_says_so_and_shows_the_newest(enter, market):
    of_sheet(market)
    response = enter(market.seller).get(url_of(market.order), {"history": "all", "after": "x"})

    assert len(entries_of(response)) == 1
    assert response.context["history"].page.problem in response.content.decode()


@pytest.mark.parametrize("page", ["order", "package"])
@pytest.mark.parametrize("whose", ["seller", "mpo"])
def test_it_costs_the_same_with_3_and_33_events(
    enter, shop, market, page, whose, django_assert_num_queries
):
    url = url_of(market.order) if page == "order" else package_url("PKG-MINE")
    client = enter(getattr(market, whose))
    fill(shop, market, range(1))
    client.get(f"{url}?history=all")
    with CaptureQueriesContext(connection) as counted:
        client.get(f"{url}?history=all")
    queries = len(counted)
    fill(shop, market, range(1, 11))
    client.get(f"{url}?history=all")
    with django_assert_num_queries(queries):
        response = client.get(f"{url}?history=all")
    assert len(entries_of(response)) >= 33


def fill(shop, market, numbers):
    """For each number an event of an item, of its package, and two of a plan that holds it."""
    package = market.item("Sheet").package
    for number in numbers:
        item = OrderItemFactory(
            order=market.order, seller=market.mine, package=package, name=f"Napkin {number}"
        )
        shop.plan(market.order, shop.wish(item), undo_seconds=60)
        of_sheet(market, actor=market.seller, changes={"status": [400, 450]})
        OrderEventFactory(
            order=market.order,
            kind=Kind.PACKAGE_CHANGED,
            changes={"package": [None, "PKG-MINE"]},
        )
