"""Typed readers of environment variables that fail loudly, by name.

A value that is missing or cannot be read ends the program with one sentence: no traceback stands
between whoever starts it and the way out.
"""

import os
from decimal import Decimal, InvalidOperation
from typing import NoReturn
from urllib.parse import urlsplit

SEE = "see docs/operations.md"


def required(name: str) -> str:
    """The value of a variable that has no safe default."""
    return os.environ.get(name, "") or _refuse(f"{name} is not set: {SEE}.")


def text(name: str, default: str = "") -> str:
    """The value of a variable as it stands."""
    return os.environ.get(name, "") or default


def address(name: str, schemes: tuple[str, ...]) -> str:
    """The address of a service, in one of the schemes; it has no safe default."""
    value = required(name)
    # The address itself is not repeated: it may hold a password.
    try:
        parts = urlsplit(value)
        known = parts.scheme in schemes and parts.port != 0
    except ValueError:
        known = False
    if not known:
        _refuse(f"{name} must be an address that begins with {schemes[0]}://, {SEE}.")
    return value


def whole_number(name: str, default: int) -> int:
    """A variable as a whole number."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        _refuse(f"{name} must be a whole number, not “{value}”: {SEE}.")


def positive(name: str, default: int) -> int:
    """A variable as a whole number from 1 on."""
    value = whole_number(name, default)
    if value < 1:
        _refuse(f"{name} must be at least 1, not {value}: {SEE}.")
    return value


def longer_than(name: str, default: int, shorter: int) -> int:
    """A variable as a whole number of seconds that must be more than another duration."""
    value = whole_number(name, default)
    if value <= shorter:
        _refuse(f"{name} must be more than {shorter} seconds, not {value}: {SEE}.")
    return value


def percent(name: str, default: str) -> Decimal:
    """A variable as a share in percent, from 0 to 100."""
    value = text(name, default)
    try:
        share = Decimal(value)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 100:
        _refuse(f"{name} must be a number from 0 to 100, not “{value}”: {SEE}.")
    return share


def words(name: str, default: str = "") -> list[str]:
    """A variable as a list, cut at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, choices: tuple[str, ...]) -> str:
    """A variable as one of the choices; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        _refuse(f"{name} must be one of {', '.join(choices)}, not “{value}”: {SEE}.")
    return value


def _refuse(sentence: str) -> NoReturn:
    raise SystemExit(sentence)
