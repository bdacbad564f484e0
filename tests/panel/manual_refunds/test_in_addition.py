"""Refunds whose payment somebody has refunded in the gateway's own panel meanwhile."""

from decimal import Decimal

import pytest

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.settling import settle_plans
from cancellations.states import PlanStatus
from orders.amounts import NOTHING
from payments.models import Refund
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import sums
from tests.panel.manual_refunds.pages import DESK, MADE, answered, needed, own
from tests.panel.order_detail.pages import text_of, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(shop, gateway):
    """A plan over €30.00 of a payment of €50.00 of which somebody gave €45.00 back."""
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    execute_plan(plan.pk)
    payment = order.transactions.get()
    tell(payment=payment.gateway_reference, amount="45.00", id="re_panel")
    handle_all()
    settle_plans([plan.pk])
    plan.refresh_from_db()
    return plan


def post(finance, plan, **values):
    (refund,) = needed(plan)
    url = f"{url_of(plan.order)}plans/{plan.pk}/made/"
    pressed = {"refund": str(refund.pk), "confirmed": answered(refund.pk)}
    return finance.post(url, {**MADE, **pressed, **values}, follow=True)


def test_the_desk_and_the_order_say_how_much_went_already(shop, finance, plan):
    (refund,) = needed(plan)
    own(refund, shop.finance)

    for page in (finance.get(DESK), finance.get(url_of(plan.order))):
        text = text_of(page)
        assert "Already refunded at the gateway: €45.00" in text
        assert "The customer is to get this in addition" in text


def test_without_the_tick_it_is_refused_and_with_it_it_is_made(finance, plan):
    (refund,) = needed(plan)

    page = post(finance, plan)

    assert page.status_code == 422
    assert f"Refund {refund.pk} was refunded at the gateway already: tick that" in text_of(page)
    assert needed(plan) == [refund]
    post(finance, plan, in_addition="on")
    plan.refresh_from_db()
    assert plan.status == PlanStatus.COMPLETED


def test_it_is_closed_without_sending_more(finance, plan):
    page = post(finance, plan, nothing=str(needed(plan)[0].pk), reference="", made_on="")

    plan.refresh_from_db()
    assert "1 refund is closed: nothing more is sent." in text_of(page)
    assert plan.status == PlanStatus.COMPLETED
    assert sums(plan.order) == [(NOTHING, Decimal("45.00"))]
    log = text_of(finance.get(url_of(plan.order, "log")))
    assert "closed a refund of €30.00: the gateway had given money back already By phone" in log


def test_at_the_desk_it_is_closed_too(shop, finance, plan):
    (refund,) = needed(plan)
    own(refund, shop.finance)

    finance.post(f"{DESK}{refund.pk}/made/", {"nothing": str(refund.pk)})

    refund.refresh_from_db()
    assert refund.status == "superseded"


def test_what_no_gateway_gave_back_is_still_to_be_made(finance, declined):
    first, _second = needed(declined)
    url = f"{url_of(declined.order)}plans/{declined.pk}/made/"

    page = finance.post(url, {"refund": str(first.pk), "nothing": str(first.pk)})

    sentence = f"Refund {first.pk} was not refunded at the gateway: it is still to be made."
    assert sentence in text_of(page)
    assert Refund.objects.get(pk=first.pk).status == "needed"
