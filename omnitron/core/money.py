"""Amounts of money: rounding, dividing and nothing else. Nothing rounds anywhere but here."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from babel.numbers import get_currency_precision

MAX_DIGITS = 14
DECIMAL_PLACES = 3
LARGEST = Decimal(10) ** (MAX_DIGITS - DECIMAL_PLACES) - Decimal(1).scaleb(-DECIMAL_PLACES)


@cache
def unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 1 for JPY, 0.01 for EUR, 0.001 for KWD."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def round_to_currency(amount: Decimal, currency: str) -> Decimal:
    """The amount, rounded half-up to the currency's own exponent."""
    return amount.quantize(unit(currency), rounding=ROUND_HALF_UP)


def exact(amount: Decimal, currency: str) -> str:
    """The amount with all decimals of its currency, as programs write it: "9.90 EUR"."""
    return f"{in_decimals(amount, currency)} {currency}"


def in_decimals(amount: Decimal, currency: str) -> str:
    """The same without the currency: "9.90"."""
    return f"{round_to_currency(amount, currency):f}"


def shortest(amount: Decimal) -> str:
    """The amount without a currency and without zeros at its end, as a field holds it: "9.9"."""
    return f"{amount.normalize():f}"


def allocate(amount: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Divide an amount in proportion to weights; the parts add up to the amount exactly.

    Largest remainder; of equal remainders the earlier part is served first. Weights that are
    all zero mean equal shares; a negative amount divides as its absolute value does.

    Raises `ValueError` for no weights, a negative weight, or an amount finer than the currency.
    """
    if not weights:
        raise ValueError("There is nothing to divide the amount over.")
    if any(weight < 0 for weight in weights):
        raise ValueError("A weight must not be negative.")
    step = unit(currency)
    units = Fraction(abs(amount)) / Fraction(step)
    if units.denominator != 1:
        raise ValueError(f"{amount} is finer than {currency} allows.")
    shares = _largest_remainder(int(units), [Fraction(weight) for weight in weights])
    sign = -1 if amount < 0 else 1
    return [(sign * share * step).quantize(step, rounding=ROUND_FLOOR) for share in shares]


def _largest_remainder(units: int, weights: list[Fraction]) -> list[int]:
    total = sum(weights)
    if total == 0:
        weights, total = [Fraction(1)] * len(weights), Fraction(len(weights))
    quotas = [units * weight / total for weight in weights]
    shares = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(weights)), key=lambda place: shares[place] - quotas[place])
    for place in by_remainder[: units - sum(shares)]:
        shares[place] += 1
    return shares
