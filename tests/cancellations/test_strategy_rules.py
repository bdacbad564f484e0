"""Each rule of a channel's strategy, as StrategyOne has it and the other way round."""

from decimal import Decimal

import pytest

from cancellations.planning.objections import Refused
from cancellations.planning.steps import Kind
from cancellations.states import PlanType
from orders.states import Status
from tests.cancellations.orders import plan_count
from tests.factories import DiscountItemFactory

NAME = "Luminária de mesa Ipê"
RETURN = {"plan_type": PlanType.REFUND}


def drafted(shop, order, wish):
    """The amounts of items, the shipping fee and the payment option's fee."""
    (draft,) = shop.preview(order, wish).drafts
    return [entry.amount for entry in draft.items], draft.shipping.amount, draft.fee.amount


def why(shop, order, wish):
    """Why a wish is refused; nothing is written for it."""
    with pytest.raises(Refused) as refused:
        shop.plan(order, wish)
    assert plan_count(order) == 0
    return [objection.text for objection in refused.value.objections]


@pytest.mark.parametrize(("gives", "fee"), [(True, "4.90"), (False, "0")])
def test_shipping_on_cancel(shop, gives, fee):
    shop.follow(shipping_on_cancel=gives, shipping_on_return=not gives)
    order = shop.place("30.00", shipping="4.90")

    wish = shop.wish(order.items.get())

    assert drafted(shop, order, wish) == ([Decimal("30.00")], Decimal(fee), 0)


@pytest.mark.parametrize(("gives", "fee"), [(True, "4.90"), (False, "0")])
def test_shipping_on_return(shop, gives, fee):
    shop.follow(shipping_on_return=gives, shipping_on_cancel=not gives)
    order = shop.place("30.00", shipping="4.90", status=Status.DELIVERED)

    wish = shop.wish(order.items.get(), **RETURN)

    assert drafted(shop, order, wish) == ([Decimal("30.00")], Decimal(fee), 0)


@pytest.mark.parametrize("status", [Status.APPROVED, Status.DELIVERED])
def test_a_kept_shipping_fee_is_not_refunded_alone(shop, status):
    shop.follow(shipping_on_cancel=False, shipping_on_return=False)
    order = shop.place("30.00", shipping="4.90", status=status)

    assert why(shop, order, shop.wish(only_shipping=True)) == [
        "The channel’s cancellation strategy keeps the shipping fee."
    ]


@pytest.mark.parametrize(("splits", "fee"), [(False, "0"), (True, "1.23")])
def test_split_shipping(shop, splits, fee):
    shop.follow(split_shipping=splits)
    order = shop.place("10.00", {"price": "30.00", "quantity": 2}, shipping="4.90")

    # 4.90 over 10.00 and 30.00: 1.225 and 3.675, the odd cent to the first of equal remainders.
    wish = shop.wish(order.items.first())

    assert drafted(shop, order, wish) == ([Decimal("10.00")], Decimal(fee), 0)


def test_split_shipping_goes_with_each_piece(shop):
    shop.follow(split_shipping=True)
    order = shop.place("10.00", {"price": "30.00", "quantity": 2}, shipping="4.90")
    _first, second = order.items.all()

    wish = shop.wish((second, 1))

    assert drafted(shop, order, wish) == ([Decimal("15.00")], Decimal("1.83"), 0)


def test_the_last_item_brings_all_that_is_left_of_the_fee(shop):
    shop.follow(split_shipping=True)
    order = shop.place("10.00", "30.00", shipping="4.90")

    wish = shop.wish(*order.items.all())

    assert drafted(shop, order, wish) == ([10, 30], Decimal("4.90"), 0)


@pytest.mark.parametrize("allowed", [True, False])
def test_partial_allowed(shop, allowed):
    shop.follow(partial_allowed=allowed)
    order = shop.place("30.00", {"price": "20.00", "name": "Cabide Ipê"})
    wish = shop.wish(order.items.first())

    if allowed:
        assert drafted(shop, order, wish) == ([30], 0, 0)
    else:
        assert why(shop, order, wish) == [
            "Cabide Ipê: the channel allows no parts of an order, so it must go too."
        ]


def test_without_parts_pieces_are_parts_too(shop):
    shop.follow(partial_allowed=False)
    order = shop.place({"price": "30.00", "quantity": 2})

    assert why(shop, order, shop.wish((order.items.get(), 1))) == [
        f"{NAME}: the channel allows no parts of an order, so it must go too."
    ]


def test_without_parts_the_whole_goes(shop):
    shop.follow(partial_allowed=False)
    order = shop.place("30.00", "20.00")

    assert drafted(shop, order, shop.wish(*order.items.all())) == ([30, 20], 0, 0)


@pytest.mark.parametrize("allowed", [True, False])
def test_all_items_refundable(shop, allowed):
    shop.follow(all_items_refundable=allowed)
    line = {"price": "30.00", "non_returnable": True}
    order = shop.place(line, status=Status.DELIVERED)
    wish = shop.wish(order.items.get(), **RETURN)

    if allowed:
        assert drafted(shop, order, wish) == ([30], 0, 0)
    else:
        assert why(shop, order, wish) == [f"{NAME}: the channel does not take this product back."]


def test_what_cannot_be_returned_can_be_canceled(shop):
    shop.follow(all_items_refundable=False)
    order = shop.place({"price": "30.00", "non_returnable": True})

    assert drafted(shop, order, shop.wish(order.items.get())) == ([30], 0, 0)


@pytest.mark.parametrize("allowed", [True, False])
def test_discounts_refundable(shop, allowed):
    shop.follow(discounts_refundable=allowed)
    order = shop.place(discounted("Luminária"), discounted("Cabide"), "10.00")
    DiscountItemFactory(order=order)
    wish = shop.wish(order.items.first())

    if allowed:
        assert drafted(shop, order, wish) == ([25], 0, 0)
    else:
        assert why(shop, order, wish) == [
            "Cabide: it shares a discount with the others, so it must go with them."
        ]


def test_lines_without_the_discount_go_by_themselves(shop):
    shop.follow(discounts_refundable=False)
    order = shop.place(discounted("Luminária"), discounted("Cabide"), "10.00")
    DiscountItemFactory(order=order)

    assert drafted(shop, order, shop.wish(order.items.last())) == ([10], 0, 0)
    assert drafted(shop, order, shop.wish(*order.items.all()[:2])) == ([25, 25], 0, 0)


@pytest.mark.parametrize(("by_machine", "method"), [(True, "gateway"), (False, "manual")])
def test_payments_refundable(shop, by_machine, method):
    shop.follow(payments_refundable=by_machine)
    order = shop.place("30.00")
    account = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}

    plan = shop.plan(order, shop.wish(order.items.get(), **account))

    refunds = order.refunds.values_list("method", "amount", "plan_link__plan")
    assert list(refunds) == [(method, 30, plan.pk)]


@pytest.mark.parametrize(("gives", "fee"), [(True, "1.99"), (False, "0")])
def test_payment_option_fee(shop, gives, fee):
    shop.follow(payment_option_fee=gives)
    order = shop.place("30.00", "20.00", fee="1.99")

    assert drafted(shop, order, shop.wish(order.items.first())) == ([30], 0, 0)
    assert drafted(shop, order, shop.wish(*order.items.all())) == ([30, 20], 0, Decimal(fee))


@pytest.mark.parametrize("gives", [True, False])
def test_a_return_never_gives_the_payment_option_fee_back(shop, gives):
    shop.follow(payment_option_fee=gives)
    order = shop.place("30.00", fee="1.99", status=Status.DELIVERED)

    assert drafted(shop, order, shop.wish(order.items.get(), **RETURN)) == ([30], 0, 0)


@pytest.mark.parametrize(
    ("status", "allowed", "reported", "refused"),
    [
        (Status.APPROVED, True, False, False),
        (Status.APPROVED, False, True, False),
        (Status.PAYMENT_WAITING, False, False, False),
        (Status.APPROVED, False, False, True),
    ],
)
def test_unreported_cancellable(shop, status, allowed, reported, refused):
    shop.follow(unreported_cancellable=allowed)
    order = shop.place("30.00", status=status, is_send=reported)
    wish = shop.wish(order.items.get())

    if refused:
        assert why(shop, order, wish) == [
            "The channel cancels nothing before the order is reported to the ERP."
        ]
    else:
        assert drafted(shop, order, wish) == ([30], 0, 0)


def test_an_unreported_order_is_returned_all_the_same(shop):
    shop.follow(unreported_cancellable=False)
    order = shop.place("30.00", status=Status.DELIVERED, is_send=False)

    assert drafted(shop, order, shop.wish(order.items.get(), **RETURN)) == ([30], 0, 0)


def test_explain_names_the_rule_that_keeps_a_fee(shop):
    shop.follow(shipping_on_cancel=False)
    order = shop.place("30.00", shipping="4.90")

    (draft,) = shop.preview(order, shop.wish(order.items.get())).drafts

    assert [(step.kind, step.amount) for step in draft.shipping.steps] == [
        (Kind.FEE, Decimal("4.90")),
        (Kind.KEPT_BY_RULE, Decimal("-4.90")),
        (Kind.TOTAL, 0),
    ]


def discounted(name):
    return {"price": "30.00", "discount_amount": "5.00", "name": name}
