from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnitron.core.money import (
    DECIMAL_PLACES,
    LARGEST,
    MAX_DIGITS,
    allocate,
    exact,
    round_to_currency,
    unit,
)

CURRENCIES = st.sampled_from(["JPY", "TRY", "EUR", "BRL", "KWD"])
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=1, max_size=12)


@st.composite
def amounts(draw):
    currency = draw(CURRENCIES)
    units = draw(st.integers(min_value=-(10**9), max_value=10**9))
    return units * unit(currency), currency


@given(amounts(), WEIGHTS)
def test_parts_add_up_to_the_amount(amount_and_currency, weights):
    amount, currency = amount_and_currency
    assert sum(allocate(amount, weights, currency)) == amount


@given(amounts(), WEIGHTS)
def test_every_part_is_within_one_unit_of_its_exact_share(amount_and_currency, weights):
    amount, currency = amount_and_currency
    total = sum(weights)
    exact = [amount * w / total if total else amount / len(weights) for w in weights]
    parts = allocate(amount, weights, currency)
    off = [abs(part - share) for part, share in zip(parts, exact, strict=True)]
    assert max(off) < unit(currency)


@given(amounts(), WEIGHTS)
def test_every_part_is_a_whole_number_of_units(amount_and_currency, weights):
    amount, currency = amount_and_currency
    assert all(part % unit(currency) == 0 for part in allocate(amount, weights, currency))


@given(amounts(), WEIGHTS)
def test_a_negative_amount_divides_as_its_absolute_value(amount_and_currency, weights):
    amount, currency = amount_and_currency
    assert allocate(-amount, weights, currency) == [
        -part for part in allocate(amount, weights, currency)
    ]


@given(amounts(), WEIGHTS)
def test_a_zero_weight_gets_nothing_unless_all_are_zero(amount_and_currency, weights):
    amount, currency = amount_and_currency
    parts = allocate(amount, weights, currency)
    if any(weights):
        assert [part for part, w in zip(parts, weights, strict=True) if w == 0 and part] == []


@pytest.mark.parametrize(
    ("amount", "weights", "currency", "parts"),
    [
        ("10.00", [1, 1, 1], "TRY", ["3.34", "3.33", "3.33"]),
        ("10", [1, 1, 1], "JPY", ["4", "3", "3"]),
        ("10.000", [1, 1, 1], "KWD", ["3.334", "3.333", "3.333"]),
        ("0.01", [0, 0], "EUR", ["0.01", "0.00"]),
        ("-0.05", [3, 1], "EUR", ["-0.04", "-0.01"]),
        ("1.00", [1, 2, 4], "EUR", ["0.14", "0.29", "0.57"]),
    ],
)
def test_largest_remainder_first_then_the_earlier_part(amount, weights, currency, parts):
    divided = allocate(Decimal(amount), [Decimal(w) for w in weights], currency)
    assert [str(part) for part in divided] == parts


def test_nothing_to_divide_over_is_refused():
    with pytest.raises(ValueError, match="nothing to divide"):
        allocate(Decimal("1.00"), [], "EUR")


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="negative"):
        allocate(Decimal("1.00"), [Decimal(1), Decimal(-1)], "EUR")


def test_an_amount_finer_than_the_currency_is_refused():
    with pytest.raises(ValueError, match="finer than JPY"):
        allocate(Decimal("1.5"), [Decimal(1)], "JPY")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "EUR", "1.01"),
        ("-1.005", "EUR", "-1.01"),
        ("0.5", "JPY", "1"),
        ("1.0005", "KWD", "1.001"),
        ("2.344", "TRY", "2.34"),
    ],
)
def test_rounding_is_half_up_to_the_currency(amount, currency, rounded):
    assert str(round_to_currency(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize(
    ("currency", "text"), [("JPY", "10 JPY"), ("TRY", "9.50 TRY"), ("KWD", "9.500 KWD")]
)
def test_a_program_reads_an_amount_with_all_its_decimals(currency, text):
    assert exact(Decimal("9.5"), currency) == text


def test_the_largest_amount_has_as_many_digits_as_a_column():
    assert len(LARGEST.as_tuple().digits) == MAX_DIGITS
    assert LARGEST.as_tuple().exponent == -DECIMAL_PLACES
