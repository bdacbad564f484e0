"""Enter in a box that was just ticked sends nothing."""

import pytest

from orders.states import Status
from tests.factories import SellerFactory
from tests.orders.packages.parcels import package_of, staff_of
from tests.seller_center.packages.pages import LIST, url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seller(transactional_db):
    return SellerFactory()


@pytest.fixture
def package(seller):
    return package_of(seller, Status.PREPARING, Status.PREPARING)


@pytest.mark.parametrize("where", ["list", "page"])
def test_enter_in_a_box_sends_nothing(open_page, seller, package, where):
    address = f"{LIST}?view=preparing" if where == "list" else url_of(package)
    page = open_page(staff_of(seller), address)
    page.evaluate("window.sent = 0; addEventListener('submit', () => { sent += 1; }, true)")

    box = page.locator("td.m-check input").first
    box.press("Space")
    box.press("Enter")

    assert page.evaluate("window.sent") == 0
