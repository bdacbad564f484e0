"""A page looks at work that goes on by itself: what somebody does there meanwhile comes first."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from cancellations.services.rejecting_items import reject_items
from tests.cancellations.conftest import shop
from tests.factories import PackageFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.packages.pages import url_of

__all__ = ["shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def package(shop):
    """Of an order whose only line is rejected by a plan that may still be undone."""
    order = shop.place("30.00")
    package = PackageFactory(order=order)
    order.items.update(package=package, seller=package.seller)
    order.seller_ids = [package.seller_id]
    order.save()
    reject_items(
        actor=staff_of(package.seller),
        number=order.number,
        item_ids=list(order.items.values_list("pk", flat=True)),
        reason_id=shop.reasons["cancel"].pk,
        key=uuid4(),
    )
    return package


def test_an_answer_is_not_lost_to_a_look_that_ends_before_it(open_page, package):
    page = open_page(staff_of(package.seller), url_of(package))
    held = {}

    def hold_first(route):
        if held.setdefault(route.request.method, route) is not route:
            route.continue_()

    page.route(lambda url: "/undo/" in url or url.endswith(url_of(package)), hold_first)
    with page.expect_request("**" + url_of(package)):
        page.locator("#plans").dispatch_event("omnitron:look")
    with page.expect_request("**/undo/**"):
        page.get_by_role("button", name="Undo").click()

    with page.expect_response("**" + url_of(package)):
        held["GET"].continue_()
    page.evaluate("new Promise(requestAnimationFrame)")
    held["POST"].continue_()

    expect(page.get_by_text("was withdrawn: no money has moved.")).to_be_visible()
