"""The arithmetic in words."""

from decimal import Decimal

import pytest

from cancellations.planning.steps import Kind, Step
from omnitron.panel.order_detail.plans.step_words import steps_in_words


def words_of(*steps):
    """Caption and formula of the last of some steps."""
    shown = steps_in_words(steps, "EUR")[-1]
    return shown.caption, shown.formula


def step(kind, amount, quantity=None, **values):
    amounts = {name: Decimal(value) for name, value in values.items()}
    return Step(kind, Decimal(amount), quantity=quantity, **amounts)


@pytest.mark.parametrize(
    ("stays", "of", "pieces", "more"),
    [
        ("-3.33", "9.99", 3, ""),
        ("-3.33", "10.00", 3, "; what cannot be divided goes back"),
        ("-3.34", "10.00", 3, "; what cannot be divided stays with what is kept"),
    ],
)
def test_the_odd_unit_is_said_to_be_where_it_went(stays, of, pieces, more):
    price = step(Kind.PRICE, of, quantity=pieces)

    caption, formula = words_of(price, step(Kind.STAYS, stays, of=of, quantity=1))

    assert caption == "1 piece that stays"
    assert formula == f"€{of} ÷ {pieces} × 1{more}"


def test_a_share_of_a_discount_is_a_sum_that_can_be_done_again():
    share = step(Kind.DISCOUNT, "-6.99", of="50.00", weight="99.98", whole="715.08")

    assert words_of(share) == (
        "Discounts",
        "€50.00 × €99.98 ÷ €715.08, fixed when the order was placed",
    )


@pytest.mark.parametrize(
    ("of", "weight", "formula"),
    [
        ("10.00", "50.00", "€10.00 is left for it"),
        ("0.00", "30.00", "€0.00 is left for it"),
        (
            "10.00",
            "30.00",
            "€10.00 is left for all of it, and of that €10.00 × €30.00 ÷ €50.00 here",
        ),
    ],
)
def test_what_is_missing_is_measured_by_what_is_left(of, weight, formula):
    missing = step(Kind.NOT_CAPTURED, "-24.00", of=of, weight=weight, whole="50.00")

    assert words_of(missing) == (
        "Not paid yet, sent back already, or needed for what stays",
        formula,
    )


def test_the_fee_of_the_others_is_not_said_to_have_gone_back():
    assert words_of(step(Kind.OF_OTHERS, "-3.67")) == (
        "The part of the other items and pieces",
        "the fee is divided by what each item cost",
    )
