"""The shipping fee alone, the rest, and an order that has no items."""

from decimal import Decimal

import pytest

from cancellations.planning.objections import Refused
from cancellations.services.withdrawing import withdraw_plan
from omnitron.core.errors import Refusal
from orders.states import Status
from tests.cancellations.orders import plan_count, register, run, statuses
from tests.factories import CancellationReasonFactory


def test_the_shipping_fee_goes_back_for_a_reason(shop):
    order = shop.place("30.00", shipping="5.00")

    plan = shop.plan(order, shop.wish(only_shipping=True))

    assert (plan.amount, plan.shipping_amount) == (Decimal("5.00"), Decimal("5.00"))
    assert plan.reason == shop.reasons["cancel"]


def test_a_plan_of_items_leaves_the_reasons_to_them(shop):
    order = shop.place("30.00")
    reason = shop.reasons["cancel"]

    plan = shop.plan(order, shop.wish(order.items.get(), reason_id=reason.pk))

    assert plan.reason is None


@pytest.mark.parametrize("wanted", [{"only_shipping": True}, {"rest": Decimal("1.00")}])
def test_without_a_reason_nothing_goes_back(shop, wanted):
    order = shop.place("30.00", shipping="5.00", pay=[("credit_card", "36.00")])

    with pytest.raises(Refused, match=r"^Choose a reason\.$"):
        shop.plan(order, shop.wish(**wanted, reason_id=None), shop.finance)

    assert plan_count(order) == 0


def test_a_reason_that_asks_for_more_gets_the_note(shop):
    order = shop.place("30.00", shipping="5.00")
    reason = CancellationReasonFactory(subject="Other", extra_information_needed=True)
    wish = shop.wish(only_shipping=True, reason_id=reason.pk)

    with pytest.raises(Refused, match=r"^The reason “Other” asks for more about it\.$"):
        shop.plan(order, wish)


def test_only_finance_refunds_the_rest_of_an_order_with_items(shop):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])
    wish = shop.wish(rest=Decimal("6.00"))

    with pytest.raises(Refusal, match="Refund what was paid beyond the order"):
        shop.plan(order, wish)

    assert shop.plan(order, wish, shop.finance).rest_amount == Decimal("6.00")


def test_an_operator_gives_all_of_an_order_without_items_back(shop):
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00")

    plan = shop.plan(order, shop.wish(rest=Decimal("36.00")))

    assert plan.rest_amount == Decimal("36.00")
    assert statuses(order) == ([], 50)


def test_an_operator_gives_no_part_of_it_back(shop):
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00")

    with pytest.raises(Refusal, match="Refund what was paid beyond the order"):
        shop.plan(order, shop.wish(rest=Decimal("35.00")))


@pytest.mark.parametrize("paid", [None, "30.00"])
def test_a_fee_of_which_nothing_was_paid_does_not_go_back(shop, paid):
    order = shop.place("30.00", shipping="5.00", pay=[("credit_card", paid)] if paid else [])

    with pytest.raises(Refused) as refused:
        shop.plan(order, shop.wish(only_shipping=True))

    assert str(refused.value) == (
        "Nothing of the shipping fee can go back: it is not paid yet, or what was paid is needed"
        " for what stays."
    )
    assert plan_count(order) == 0


@pytest.fixture
def without_items(shop, gateway):
    """An approved order without items that was paid."""
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00", status=Status.APPROVED)
    order.status = Status.APPROVED
    order.save(update_fields=["status"])
    register(gateway, order)
    return order


def test_the_fee_alone_leaves_an_order_without_items_where_it_is(shop, without_items):
    plan = shop.plan(without_items, shop.wish(only_shipping=True))
    assert statuses(without_items) == ([], Status.APPROVED)

    assert run(plan).status == "completed"

    assert statuses(without_items) == ([], Status.APPROVED)


def test_the_fee_that_went_back_does_not_cancel_an_order_whose_rest_stays(shop, without_items):
    run(shop.plan(without_items, shop.wish(only_shipping=True)))
    rest = shop.plan(without_items, shop.wish(rest=Decimal("30.00")))

    withdraw_plan(actor=shop.operator, plan_id=rest.pk)

    assert statuses(without_items) == ([], Status.APPROVED)


@pytest.fixture
def two_rests(shop):
    """Two plans for one order without items."""
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00", status=Status.APPROVED)
    order.status = Status.APPROVED
    order.save(update_fields=["status"])
    return [
        shop.plan(order, shop.wish(rest=Decimal(part)), shop.finance) for part in ("30.00", "6.00")
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_an_order_without_items_returns_to_what_it_was_after_its_last_plan(shop, two_rests, first):
    order = two_rests[0].order

    withdraw_plan(actor=shop.operator, plan_id=two_rests[first].pk)
    assert statuses(order) == ([], Status.CANCELLATION_WAITING)
    withdraw_plan(actor=shop.operator, plan_id=two_rests[1 - first].pk)

    assert statuses(order) == ([], Status.APPROVED)


@pytest.mark.parametrize("first", [0, 1])
def test_an_order_without_items_is_canceled_once_one_of_its_plans_is(
    shop, gateway, two_rests, first
):
    order = two_rests[0].order
    register(gateway, order)

    run(two_rests[first])
    assert statuses(order) == ([], Status.CANCELLATION_WAITING)
    withdraw_plan(actor=shop.operator, plan_id=two_rests[1 - first].pk)

    assert statuses(order) == ([], Status.CANCELED)
