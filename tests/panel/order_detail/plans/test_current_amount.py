"""The current amount of an order: on its page, and in the preview of what comes next."""

from decimal import Decimal

from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, run
from tests.panel.order_detail.pages import url_of
from tests.panel.order_detail.plans.forms import preview


def current(client, order):
    page = client.get(url_of(order)).context["page"]
    assert sum(line.current for _caption, line in page.amount_lines) == page.current_amount
    return page.current_amount


def test_a_rest_that_was_paid_beyond_the_amount_leaves_it(operator, shop, gateway):
    order = shop.place(pay=[("credit_card", "42.02")])
    register(gateway, order)
    run(shop.plan(order, shop.wish(rest=Decimal("5.00")), shop.finance))

    shown = preview(operator, order, {"what": "entire", "reason": shop.reasons["cancel"].pk})

    assert current(operator, order) == 0
    assert shown.context["shown"].amount_afterwards == 0


def test_what_the_gateway_sent_back_by_itself_is_taken_off(operator, shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    tell(payment=order.transactions.get().gateway_reference, amount="10.00")
    handle_all()

    shown = preview(operator, order, {"what": "entire", "reason": shop.reasons["cancel"].pk})

    assert current(operator, order) == 20
    assert shown.context["shown"].amount_afterwards == 0
