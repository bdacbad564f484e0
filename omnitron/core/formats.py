"""How times and amounts read, in the active language and time zone."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_currency
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, to_locale

from omnitron.core.money import round_to_currency, shortest

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
# Letters of a currency stand apart from its digits ("TRY 1,249.90"); a sign does not ("R$9.90").
_LETTERS_BESIDE_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")

_PATTERNS = {
    "date": "j M Y",
    "day": "D j M Y",
    "time": "H:i",
    "clock": "H:i:s",
    "minute": "j M Y, H:i",
    "zoned": "j M Y, H:i",
    "long": "j M Y, H:i:s",
}


def money_text(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency and as many decimals as that currency has."""
    if amount is None:
        return NOTHING
    return _money_text(amount, currency, to_locale(get_language() or "en"))


# The pattern of a currency takes longer to work out than a row of a table may take to draw.
@lru_cache(maxsize=20_000)
def _money_text(amount: Decimal, currency: str, locale: str) -> str:
    text = format_currency(round_to_currency(amount, currency), currency, locale=locale)
    return _LETTERS_BESIDE_DIGITS.sub("\N{NO-BREAK SPACE}", text).replace("-", MINUS)


def bare_amount_text(amount: Decimal) -> str:
    """An amount whose currency is that of each order: "12", "9.90", "0.125"."""
    digits = len(shortest(amount).partition(".")[2])
    return number_format(
        amount, decimal_pos=max(2, digits) if digits else 0, use_l10n=True, force_grouping=True
    )


def count_text(count: int) -> str:
    """A number of things, its thousands apart as the language does it."""
    return number_format(count, use_l10n=True, force_grouping=True)


def percent_text(share: float | None) -> str:
    """“2.5%”, or a dash where there is nothing to be a part of."""
    if share is None:
        return NOTHING
    # `number_format` cuts off what it does not show.
    rounded = Decimal(str(share)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return gettext("%(number)s%%") % {"number": number_format(rounded, decimal_pos=1)}


def zone_text(moment: datetime) -> str:
    """The name of the zone at that moment: "CET", or its offset where it has no letters."""
    name = moment.tzname() or ""
    if name[:1].isalpha():
        return name
    offset = moment.strftime("%z")
    sign = MINUS if offset[0] == "-" else "+"
    hours, minutes = int(offset[1:3]), offset[3:5]
    return f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")


def moment_text(moment: date, form: str) -> str:
    """A moment, or a day, in one of the forms that `when` documents.

    Raises `KeyError` for a form that does not exist.
    """
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    if form in ("list", "short_day"):
        day = "j M" if moment.year == timezone.localdate().year else "j M Y"
        return date_format(moment, f"{day}, H:i" if form == "list" else day)
    text = date_format(moment, _PATTERNS[form])
    if form in ("zoned", "long") and isinstance(moment, datetime):
        return f"{text} {zone_text(moment)}"
    if form == "day" and _day_of(moment) == timezone.localdate():
        return gettext("Today, %(day)s") % {"day": text}
    return text


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def capped_text(count: int, most: int) -> str:
    """“14”, or “1,000+” where counting beyond `most` would cost time."""
    return count_text(min(count, most)) + "+" * (count > most)


def age_in_short(age: timedelta) -> str:
    """“6 d”, “18 h”, “3 min”."""
    minutes = max(0, int(age.total_seconds() // 60))
    if age.days:
        return gettext("%(count)s d") % {"count": count_text(age.days)}
    if minutes >= 60:
        return gettext("%(count)s h") % {"count": minutes // 60}
    return gettext("%(count)s min") % {"count": minutes}
