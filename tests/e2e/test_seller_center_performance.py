"""How sellers did, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.factories import (
    CancellationReasonFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory()


@pytest.fixture
def bad(channel):
    """A seller over the threshold, beside one that is not."""
    reason = CancellationReasonFactory(subject="Out of stock")
    SellerPerformanceFactory(seller=SellerFactory(name="Casa Aurora"), channel=channel)
    return SellerPerformanceFactory(
        seller=SellerFactory(name="Móveis Ubá"),
        channel=channel,
        rejected_30=6,
        reasons_30={str(reason.pk): 6},
        reasons_90={str(reason.pk): 9},
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_marketplace_finds_the_worst_and_why(open_page, axe, channel, bad, width):
    page = open_page(
        UserFactory(role="MPO", channels=[channel]), "/seller-center/sellers/", width=width
    )
    expect(page.get_by_role("row").nth(1)).to_contain_text("Móveis Ubá")
    expect(page.get_by_role("row").nth(1)).to_contain_text("over")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width

    page.get_by_role("link", name="90 days", exact=True).click()
    expect(page.get_by_role("link", name="90 days", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.get_by_role("link", name="Móveis Ubá").click()

    expect(page.get_by_role("row", name="Out of stock")).to_contain_text("9")
    weeks = page.get_by_role("img", name="Rejected items a week: 0, 0")
    expect(weeks.first).to_be_visible()
    page.get_by_text("How these figures are counted").click()
    expect(page.get_by_text("Rejected ÷ items × 100.")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_seller_reads_how_it_did(open_page, axe, bad):
    page = open_page(staff_of(bad.seller), "/seller-center/")
    page.get_by_role("link", name="Performance").click()

    expect(page.get_by_role("heading", name="Móveis Ubá")).to_be_visible()
    expect(page.get_by_text("6.0% of the items of the last 30 days were rejected.")).to_be_visible()
    assert axe(page) == []
