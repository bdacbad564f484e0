"""Reads what callers send; nonsense is refused by the name of the field."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from payments.gateways.sandbox_server.errors import Refused

AMOUNT = re.compile(r"\d{1,12}(\.\d{1,3})?")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_TEXT = 255


def read_text(body: dict[str, Any], name: str) -> str:
    """A text of 1 to 255 characters."""
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise Refused(400, "bad_request", f"{name} must be a text of 1 to 255 characters.")
    return value


def read_amount(body: dict[str, Any]) -> str:
    """An amount as text, never as a number that a reader may round."""
    value = body.get("amount")
    if not isinstance(value, str) or not AMOUNT.fullmatch(value) or not Decimal(value):
        raise Refused(400, "bad_request", 'amount must be a positive amount as text: "12.50".')
    return value


def read_currency(body: dict[str, Any]) -> str:
    """A currency by its three letters."""
    value = body.get("currency")
    if not isinstance(value, str) or not CURRENCY.fullmatch(value):
        raise Refused(400, "bad_request", 'currency must be three letters: "EUR".')
    return value


def read_choice(body: dict[str, Any], name: str, choices: tuple[str, ...]) -> str:
    """One of the choices."""
    value = body.get(name)
    if value not in choices:
        raise Refused(400, "bad_request", f"{name} must be one of {', '.join(choices)}.")
    return str(value)


def read_count(value: Any, name: str, *, lowest: int = 0) -> int:
    """A whole number, from JSON or from an address."""
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if type(value) is not int or value < lowest:
        raise Refused(400, "bad_request", f"{name} must be a whole number from {lowest}.")
    return value


def read_moment(text: str, name: str) -> str:
    """A moment with its offset, written as the ledger writes it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused(400, "bad_request", f"{name} must be a moment: 2026-01-31T12:00:00Z.")
    return written(moment)


def written(moment: datetime) -> str:
    """A moment in UTC as text; such texts sort as the moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
