"""What a single value must be so that its column can keep it; each answers '' or a sentence."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache, partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from babel.numbers import is_currency
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from omnitron.core.characters import is_text
from omnitron.core.money import DECIMAL_PLACES, LARGEST, unit
from orders.states import CORRECTABLE, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from django.db import models

    from orders.services.placing.problems import Spot

    Check = Callable[[Any], str]

# No shop is older, and what lies further ahead no page could show in each time zone.
EARLIEST, LATEST = 1970, 2199
MOST_INSTALLMENTS = 2**15 - 1
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_is_web_address = URLValidator(schemes=["http", "https"])


def look_over(subject: Any, checks: Mapping[str, Check], spot: Spot) -> bool:
    """Say of each field that is not empty what is wrong with it; whether nothing is."""
    good = True
    for name, check in checks.items():
        value = getattr(subject, name)
        if value is not None and value != "" and (sentence := check(value)):
            spot.add(name, sentence)
            good = False
    return good


def texts(model: type[models.Model], *names: str) -> dict[str, Check]:
    """Checks of texts, as long as the columns of these names are."""
    fields = ((name, model._meta.get_field(name)) for name in names)
    return {name: partial(text, getattr(field, "max_length", None)) for name, field in fields}


def text(longest: int | None, value: str) -> str:
    """A text of at most so many characters that PostgreSQL can keep."""
    if longest is not None and len(value) > longest:
        told = _("This has %(length)s characters, and %(longest)s fit.")
        return told % {"length": len(value), "longest": longest}
    return "" if is_text(value) else _("This holds a character that is no text: take it out.")


def web_address(longest: int, value: str) -> str:
    """The address of a web page or picture."""
    if told := text(longest, value):
        return told
    try:
        _is_web_address(value)
    except ValidationError:
        return _("This is no web address: it begins with https:// or http://.")
    return ""


def network_address(value: str) -> str:
    """The address of a computer, without the name of a network card."""
    try:
        ip_address(value)
    except ValueError:
        value = "%"
    return _("This is no IP address.") if "%" in value else ""


def keys_and_values(value: Any) -> str:
    """JSON that PostgreSQL can keep as it is."""
    if not isinstance(value, dict):
        return _("Give an object with names and values.")
    try:
        written = json.dumps(value, allow_nan=False, ensure_ascii=False)
    except (ValueError, TypeError, RecursionError):
        return _("This holds a number that is none.")
    if _NUL.search(written) or not is_text(written):
        return _("This holds a character that is no text: take it out.")
    return ""


def whole_number(least: int, most: int, value: int) -> str:
    """A number within these bounds."""
    if least <= value <= most:
        return ""
    told = _("Give a whole number from %(least)s to %(most)s.")
    return told % {"least": least, "most": most}


def installments(value: int) -> str:
    """In how many parts something is paid."""
    return whole_number(1, MOST_INSTALLMENTS, value)


def moment(value: date) -> str:
    """A day or a moment of our times."""
    if EARLIEST <= value.year <= LATEST:
        return ""
    told = _("Give a date from %(earliest)s to %(latest)s.")
    return told % {"earliest": EARLIEST, "latest": LATEST}


def in_zone(value: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A moment; without a zone of its own it is one of this."""
    if value is None or value.tzinfo is not None:
        return value
    return value.replace(tzinfo=zone)


def tax_rate(value: Decimal) -> str:
    """A percentage with two decimals."""
    if value.is_finite() and 0 <= value <= 100 and value == value.quantize(Decimal("0.01")):
        return ""
    return _("Give a percentage from 0 to 100 with at most 2 decimals.")


def amount(currency: str, value: Decimal) -> str:
    """An amount that the currency has and the column can keep."""
    if not value.is_finite():
        return _("This is no amount.")
    if value < 0:
        return _("An amount cannot be negative.")
    if value > LARGEST:
        return too_large()
    if value != value.quantize(unit(currency)):
        told = _("%(amount)s is finer than %(currency)s has it: round it to %(unit)s.")
        return told % {"amount": value, "currency": currency, "unit": unit(currency)}
    return ""


def too_large() -> str:
    """What is said of an amount that no column keeps."""
    return _("No order is worth as much: the largest amount is %(most)s.") % {"most": LARGEST}


def status(value: int) -> str:
    """The status of something that came in just now, or was on its way before."""
    if value in CORRECTABLE:
        return ""
    if value not in Status.values:
        return _("There is no status %(status)s.") % {"status": value}
    told = _("Nothing comes in as %(status)s: that follows from what happens here.")
    return told % {"status": Status(value).label}


@cache
def is_known_currency(code: str) -> bool:
    """Whether the standards have it, and amounts of it can be kept to the last unit."""
    return bool(is_currency(code)) and unit(code) >= Decimal(1).scaleb(-DECIMAL_PLACES)
