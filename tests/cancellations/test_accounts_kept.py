"""Which account a plan keeps, and whose: nobody's money goes where nobody looked."""

from uuid import uuid4

import pytest

from cancellations.planning.objections import About, Refused
from orders.models import OrderEvent
from tests.cancellations.orders import plan_count
from tests.cancellations.requests import ask

CUSTOMERS = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}
ANOTHER = {"iban": "FR1420041010050500013M02606", "holder_name": "Olga Braga"}


def account(plan):
    """The account of a plan, and of its only item."""
    (entry,) = plan.items.all()
    return {
        (plan.iban, plan.holder_name),
        (entry.iban, entry.holder_name),
    }


def test_an_account_that_nothing_goes_to_is_not_kept(shop):
    order = shop.place("30.00")

    plan = shop.plan(order, shop.wish(order.items.get(), **ANOTHER))

    assert account(plan) == {("", "")}


def test_the_same_form_again_is_the_same_plan_without_the_account(shop):
    order = shop.place("30.00")
    wish = shop.wish(order.items.get(), **ANOTHER)
    form = {"key": uuid4(), "digest": shop.preview(order, wish).digest}

    plan = shop.plan(order, wish, **form)

    assert shop.plan(order, wish, **form) == plan


def test_the_account_of_a_request_is_kept_whatever_way_the_money_goes(shop):
    order = shop.place("30.00")
    request = ask(shop, order.items.get(), **CUSTOMERS)

    plan = shop.plan(order, shop.wish(order.items.get(), requests=(request.pk,), **CUSTOMERS))

    assert account(plan) == {tuple(CUSTOMERS.values())}


@pytest.mark.parametrize("changed", [ANOTHER, {**CUSTOMERS, "holder_name": "Olga Braga"}])
def test_an_operator_puts_no_other_account_in_the_place_of_the_customers(shop, changed):
    order = shop.place("30.00", pay=[("loyalty_money", "30.00")])
    request = ask(shop, order.items.get(), **CUSTOMERS)

    with pytest.raises(Refused) as refused:
        shop.plan(order, shop.wish(order.items.get(), requests=(request.pk,), **changed))

    assert [(objection.about, objection.text) for objection in refused.value.objections] == [
        (
            About.IBAN,
            f"Request {request.pk} names the account DE89 3704 … 0130 00 of Inês Araújo: only"
            " Finance may put another one in its place. Put it back, or ask Finance.",
        )
    ]
    assert plan_count(order) == 0


def test_finance_may_put_another_account_in_its_place(shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    request = ask(shop, order.items.get(), **CUSTOMERS)
    wish = shop.wish(order.items.get(), requests=(request.pk,), **ANOTHER)

    plan = shop.plan(order, wish, shop.finance)

    assert account(plan) == {tuple(ANOTHER.values())}


def test_the_log_tells_the_account_of_a_plan_in_short(shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])

    shop.plan(order, shop.wish(order.items.get(), **CUSTOMERS))

    made = OrderEvent.objects.get(order=order, kind=OrderEvent.Kind.PLAN_MADE)
    assert made.changes["iban"] == [None, "DE89 3704 … 0130 00"]
