"""Amounts as people type them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from omnitron.core.money import MAX_DIGITS


def read_amount(text: str) -> Decimal | None:
    """The amount in a text, None for an empty one; the last point or comma begins the decimals.

    Raises `Refusal` for what is no amount.
    """
    plain = "".join(text.split())
    if not plain:
        return None
    whole, mark, decimals = _parted(plain)
    try:
        amount = Decimal(
            f"{whole.replace(',', '').replace('.', '')}{'.' if mark else ''}{decimals}"
        )
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or len(plain) > MAX_DIGITS:
        raise Refusal(_("“%(text)s” is no amount. Type it like 46.49.") % {"text": text.strip()})
    return amount


def _parted(plain: str) -> tuple[str, str, str]:
    place = max(plain.rfind("."), plain.rfind(","))
    return (plain, "", "") if place < 0 else (plain[:place], ".", plain[place + 1 :])
