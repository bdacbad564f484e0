"""An operator answers returns in the place of their seller, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.states import PlanStatus
from orders.states import Status
from tests.cancellations.conftest import shop
from tests.cancellations.orders import statuses
from tests.factories import SellerFactory

__all__ = ["shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERS = {
    "Refuse the return": ("was refused: no money has moved.", "Rejected"),
    "Agree to the return": ("was agreed to: its money goes back.", "money moves in"),
}


def test_one_return_is_refused_and_another_agreed_to(open_page, shop, axe, settings):
    settings.CANCELLATION_UNDO_SECONDS = 60
    seller = SellerFactory(name="Lumiar")
    lines = [{"price": "30.00", "name": name, "seller": seller} for name in ("Towels", "Pillow")]
    order = shop.place(*lines, status=Status.DELIVERED)
    plans = [shop.plan(order, shop.wish(item, plan_type="refund")) for item in order.items.all()]
    page = open_page(shop.operator, f"/omnitron/orders/{order.number}/")
    for plan, (button, (told, status)) in zip(plans, ANSWERS.items(), strict=True):
        row, about = page.locator(f"#plan-{plan.pk}"), page.locator(f"#about-plan-{plan.pk}")
        expect(row).to_contain_text("Lumiar has to agree first")
        about.locator("summary").first.click()
        about.get_by_label("Reason").fill("The seller called")
        assert axe(page) == []
        about.get_by_role("button", name=button).click()
        if button == "Refuse the return":
            dialog = page.get_by_role("dialog", name=f"Refuse the return of plan {plan.pk}?")
            expect(dialog).to_contain_text("Towels")
            assert axe(page) == []
            dialog.get_by_role("button", name=button).click()
        expect(page.get_by_text(f"The return of plan {plan.pk} {told}")).to_be_visible()
        expect(row).to_contain_text(status)
        expect(about.get_by_label("Reason")).to_have_count(0)

    refused, agreed = order.plans.order_by("pk")
    assert (refused.status, agreed.status) == (PlanStatus.REJECTED, PlanStatus.WAITING)
    assert statuses(order)[0] == [Status.DELIVERED, Status.CANCELLATION_WAITING]
