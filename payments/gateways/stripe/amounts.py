"""Amounts as Stripe counts them: whole numbers of a unit that is its own, not the currency's."""

from decimal import Decimal

# By Stripe's documents, which differ from CLDR and from ISO 4217: MGA has two decimals there.
NO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV"}
    | {"XAF", "XOF", "XPF"}
)
THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
# The last digit of three must be 0; ISK has two that must be 00.
STEPS = dict.fromkeys(THREE_DECIMALS, 10) | {"ISK": 100}
# Its documents name it both with two decimals and with none: a guess would be wrong a hundredfold.
DOUBTFUL = frozenset({"UGX"})


def to_units(amount: Decimal, currency: str) -> int | None:
    """An amount in Stripe's unit; None for one that Stripe cannot move exactly."""
    units = amount.scaleb(decimals(currency))
    if currency in DOUBTFUL or units % STEPS.get(currency, 1):
        return None
    return int(units)


def from_units(units: int, currency: str) -> Decimal:
    """An amount of Stripe's."""
    return Decimal(units).scaleb(-decimals(currency))


def decimals(currency: str) -> int:
    """How many decimals Stripe's unit stands for."""
    if currency in NO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2
