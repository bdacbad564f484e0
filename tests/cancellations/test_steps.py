"""The arithmetic that is kept with an amount: true, and with its formula where there is one."""

from decimal import Decimal

from cancellations.planning.steps import Kind, Step
from tests.factories import DiscountItemFactory


def told(steps):
    """Steps as they are written: what, how much."""
    return [(step.kind, str(step.amount)) for step in steps]


def step_of(kind, steps):
    (step,) = (step for step in steps if step.kind == kind)
    return step


def drafted(shop, order, wish):
    (draft,) = shop.preview(order, wish).drafts
    return draft


def test_of_a_fee_that_is_split_the_part_of_the_others_did_not_go_back(shop):
    shop.follow(split_shipping=True)
    order = shop.place("10.00", "30.00", shipping="4.90")

    draft = drafted(shop, order, shop.wish(order.items.first()))

    assert told(draft.shipping.steps) == [
        (Kind.FEE, "4.900"),
        (Kind.OF_OTHERS, "-3.670"),
        (Kind.TOTAL, "1.23"),
    ]


def test_of_a_fee_that_is_split_what_went_back_by_itself_is_told_apart(shop):
    shop.follow(split_shipping=True)
    # Of the fee 4.00 are paid, and go back alone; 0.90 follow with what is paid later.
    order = shop.place("10.00", "30.00", shipping="4.90", pay=[("credit_card", "44.00")])
    shop.plan(order, shop.wish(only_shipping=True))
    shop.pay(order, "credit_card", "0.90")

    draft = drafted(shop, order, shop.wish(order.items.first()))

    assert told(draft.shipping.steps) == [
        (Kind.FEE, "4.900"),
        (Kind.OF_OTHERS, "-3.670"),
        (Kind.ALREADY_BACK, "-0.330"),
        (Kind.TOTAL, "0.900"),
    ]


def test_a_share_of_the_order_s_discount_has_its_formula(shop):
    order = shop.place(
        {"price": "99.98", "discount_amount": "6.99"},
        {"price": "615.10", "discount_amount": "43.01"},
    )
    DiscountItemFactory(order=order, amount=Decimal("50.00"))

    (entry,) = drafted(shop, order, shop.wish(order.items.first())).items

    assert step_of(Kind.DISCOUNT, entry.steps) == Step(
        Kind.DISCOUNT,
        Decimal("-6.99"),
        of=Decimal("50.00"),
        weight=Decimal("99.98"),
        whole=Decimal("715.08"),
    )


def test_a_discount_that_was_divided_in_another_way_has_none(shop):
    order = shop.place(
        {"price": "99.98", "discount_amount": "7.01"},
        {"price": "615.10", "discount_amount": "42.99"},
    )
    DiscountItemFactory(order=order, amount=Decimal("50.00"))

    (entry,) = drafted(shop, order, shop.wish(order.items.first())).items

    assert step_of(Kind.DISCOUNT, entry.steps) == Step(Kind.DISCOUNT, Decimal("-7.01"))


def test_a_share_of_the_interest_has_its_formula(shop):
    order = shop.place(
        {"price": "30.00", "installment_interest_amount": "1.20"},
        {"price": "20.00", "installment_interest_amount": "0.80"},
    )

    (entry,) = drafted(shop, order, shop.wish(order.items.first())).items

    step = step_of(Kind.INTEREST, entry.steps)
    assert (step.of, step.weight, step.whole) == (2, 30, 50)


def test_what_was_not_captured_is_divided_over_all_that_goes(shop):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "10.00")])

    draft = drafted(shop, order, shop.wish(*order.items.all()))

    steps = [step_of(Kind.NOT_CAPTURED, entry.steps) for entry in draft.items]
    assert [(step.amount, step.of, step.weight, step.whole) for step in steps] == [
        (-24, 10, 30, 50),
        (-16, 10, 20, 50),
    ]


def test_a_step_is_kept_with_its_formula():
    step = Step(Kind.NOT_CAPTURED, Decimal("-30.00"), Decimal(0), None, Decimal(3), Decimal(5))

    assert Step.from_json(step.as_json()) == step
