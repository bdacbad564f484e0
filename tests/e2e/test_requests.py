"""Requests of a customer, approved through the preview and rejected, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from cancellations.states import RequestStatus, Source
from tests.cancellations.conftest import shop
from tests.cancellations.requests import ask, at
from tests.panel.requests.pages import REQUESTS

__all__ = ["shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_requests_of_an_order_are_approved_and_another_rejected(open_page, shop, axe):
    order, other = shop.place("30.00", "20.00"), shop.place("10.00")
    one, two = (ask(shop, item) for item in order.items.all())
    three = ask(shop, other.items.get())
    page = open_page(shop.operator, REQUESTS)
    expect(page.get_by_role("link", name="Cancellation and Return Requests 3")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("checkbox", name=f"Order {other.number}").check()
    page.get_by_role("link", name="Reject", exact=True).click()
    dialog = page.get_by_role("dialog", name="Reject the ticked requests")
    item = other.items.get()
    named = f"Order {other.number}, {other.customer_name}: {item.name}, quantity {item.quantity}"
    expect(dialog.get_by_role("listitem")).to_have_text([named])
    dialog.get_by_label("Reason").fill("Worn")
    assert axe(page) == []
    dialog.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("1 request was rejected.")).to_be_visible()

    page.get_by_role("checkbox", name="Tick all on this page").check()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="Cancel 2 items, €50.00 goes back")).to_be_visible()
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("dialog", name="Order Cancel").get_by_role("button", name="Yes").click()
    expect(page.get_by_text("€50.00 goes back.").first).to_be_visible()

    plan = CancellationPlan.objects.get()
    assert plan.source == Source.CUSTOMER_REQUEST
    assert at(one) == at(two) == (RequestStatus.APPROVED, plan)
    assert at(three) == (RequestStatus.REJECTED, None)
