from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.factories import OrderFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAVING = {
    "the link": lambda page: page.get_by_role("link", name="Back").click(),
    "a step back": lambda page: page.go_back(),
    "another page": lambda page: page.get_by_role("link", name="Orders").first.click(),
}
# More than the 15 seconds after which a page asks again, less than the 30 after which a note fades.
BEFORE_IT_FADES = 20_000


def tells_that_somebody_edits(response):
    return response.url.endswith("/presence/") and response.request.post_data == "editing=customer"


@pytest.mark.parametrize("way", LEAVING)
def test_who_leaves_the_form_is_not_waited_for(open_page, transactional_db, way):
    order = OrderFactory(number=uuid4().hex[:11])
    elif_, marina = (
        UserFactory(role="Support", username=name, channels=[order.channel])
        for name in ("elif", "marina")
    )
    hers = open_page(elif_, f"/omnitron/orders/{order.number}/")
    with hers.expect_response(tells_that_somebody_edits):
        hers.get_by_role("link", name="Edit", exact=True).click()

    LEAVING[way](hers)

    mine = open_page(marina, f"/omnitron/orders/{order.number}/")
    who = mine.locator("#visitors")
    expect(who).to_contain_text(f"{elif_.distinct_name} is here")
    expect(who).not_to_contain_text("editing the customer", timeout=BEFORE_IT_FADES)
