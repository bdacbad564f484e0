"""Where both panels begin, in a browser: figures that lead to their lists, in both themes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orders.models import Package
from orders.states import Status
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run
from tests.factories import (
    CancellationPlanItemFactory,
    CancellationReasonFactory,
    CancellationRequestFactory,
    ManualRefundFactory,
    OrderFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture
def month(shop, gateway):
    """Orders of some days, of which some were canceled, with plans, refunds and a request."""
    now = timezone.now()
    for days in (0, 0, 1, 5, 5, 5, 12):
        OrderFactory(channel=shop.channel, items=1, placed_at=now - timedelta(days=days))
    reasons = [CancellationReasonFactory(subject=f"Cause {number}") for number in range(9)]
    for days in (1, 5):
        placed = {"placed_at": now - timedelta(days=days)}
        item = OrderFactory(channel=shop.channel, items=1, **placed).items.get()
        for reason in reasons:
            CancellationPlanItemFactory(
                item=OrderFactory(channel=shop.channel, items=1, **placed).items.get(),
                reason=reason,
            )
        CancellationRequestFactory(item=item)
        ManualRefundFactory(order=item.order)
    OrderFactory(channel=shop.channel, items=1, items__status=Status.CANCELED)
    order = shop.place("30.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.get())))


@WIDTHS
def test_an_operator_s_day_begins_with_figures(open_page, axe, shop, month, width):
    page = open_page(shop.finance, "/omnitron/", width=width)
    figures = page.get_by_role("region", name="Figures")
    expect(figures.get_by_role("link", name=re.compile("Requests waiting 2"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Orders a day from"))).to_be_visible()
    # The books are read once the page is there.
    expect(page.get_by_role("link", name="Sandbox")).to_be_visible()
    page.get_by_text("more reasons").click()
    expect(page.get_by_role("link", name="Cause 8")).to_be_visible()
    page.get_by_text("In numbers").click()
    expect(page.get_by_role("row", name=re.compile("Today"))).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_figure_leads_to_its_list_by_keyboard(open_page, axe, shop, month):
    page = open_page(shop.finance, "/omnitron/")
    page.get_by_role("link", name="Today", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Today", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.get_by_role("link", name=re.compile(r"^Cancellations \d+$")).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Cancellation / Refund Plans")).to_be_visible()
    expect(page.get_by_role("link", name="Remove the filter Transaction Type")).to_be_visible()
    assert axe(page) == []


@WIDTHS
def test_refunds_and_plans_are_listed_behind_their_figures(open_page, axe, shop, month, width):
    page = open_page(shop.finance, "/omnitron/", width=width)
    page.get_by_role("row", name=re.compile("Succeeded")).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Refunds", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Plan"))).to_have_count(1)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Remove the filter Date from").click()
    expect(page.get_by_role("link", name="Remove the filter Date from")).to_have_count(0)
    page.get_by_role("link", name="To be made by hand").click()
    expect(page.get_by_role("link", name=re.compile("^Plan"))).to_have_count(2)

    page.locator(".breadcrumb").get_by_role("link", name="Dashboard").click()
    page.get_by_role("link", name="Cause 0").click()
    expect(page.get_by_role("heading", name="Cancellation / Refund Plans")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.fixture
def market(transactional_db):
    """A marketplace in which one seller is over the threshold and late with a package."""
    channel = SalesChannelFactory()
    seller = SellerFactory(name="Casa Aurora")
    for status in (Status.APPROVED, Status.PREPARING, Status.SHIPPED):
        package_of(seller, status, order=OrderFactory(channel=channel))
    Package.objects.update(ship_by=timezone.now() - timedelta(hours=1))
    SellerPerformanceFactory(seller=seller, channel=channel, rejected_30=6)
    return channel, seller


@WIDTHS
def test_a_seller_s_day_begins_with_what_waits(open_page, axe, market, width):
    page = open_page(staff_of(market[1]), "/seller-center/", width=width)
    waiting = page.get_by_role("region", name="Waiting now")
    expect(waiting).to_contain_text(re.compile(r"Waiting Packaging\s+1"))
    expect(waiting).to_contain_text(re.compile(r"Late\s+2"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name=re.compile("Rejected items 6.0%")).click()
    expect(page.get_by_role("heading", name="Performance", exact=True)).to_be_visible()


@WIDTHS
def test_the_marketplace_s_day_begins_with_all_sellers(open_page, axe, market, width):
    page = open_page(UserFactory(role="MPO", channels=[market[0]]), "/seller-center/", width=width)
    expect(page.get_by_role("heading", name="Marketplace channels")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name=re.compile("Over the threshold 1")).click()
    expect(page.get_by_role("heading", name="Sellers", exact=True)).to_be_visible()
