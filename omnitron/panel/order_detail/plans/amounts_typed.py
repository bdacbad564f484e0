"""Amounts as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from omnitron.core.money import MAX_DIGITS

_DIGITS_AND_MARKS = re.compile(r"[0-9.,]*[0-9][0-9.,]*")
_MARKS = re.compile(r"[.,]")
LONGEST_QUOTED = 40


def read_amount(text: str) -> Decimal | None:
    """The amount in a text, None for an empty one; the last point or comma begins the decimals.

    Raises `Refusal` for what is no amount, and for more digits than an amount can have.
    """
    plain = "".join(text.split())
    if not plain:
        return None
    digits = _MARKS.sub("", plain)
    if len(digits) > MAX_DIGITS or not _DIGITS_AND_MARKS.fullmatch(plain):
        quoted = Truncator(text.strip()).chars(LONGEST_QUOTED)
        raise Refusal(_("“%(text)s” is no amount. Type it like 46.49.") % {"text": quoted})
    last_mark = max(plain.rfind("."), plain.rfind(","))
    decimals = len(plain) - last_mark - 1 if last_mark >= 0 else 0
    return Decimal(digits).scaleb(-decimals)


def as_fine_as(amount: Decimal, currency: str) -> Decimal:
    """The amount, if it was typed with no more decimals than its currency has.

    Raises `Refusal` otherwise: who types “1,000” may mean a thousand.
    """
    decimals = -int(amount.as_tuple().exponent)
    if decimals <= get_currency_precision(currency):
        return amount
    text = _(
        "%(currency)s has fewer than %(count)s decimals. Type thousands without a mark: %(plain)s."
    )
    plain = amount.scaleb(decimals)
    raise Refusal(text % {"currency": currency, "count": decimals, "plain": f"{plain:f}"})
