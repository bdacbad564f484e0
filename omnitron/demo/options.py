"""What the options of commands may be."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime

from django.utils import timezone


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no whole number from 1.")
    return int(text)


def names(text: str) -> list[str]:
    """Names with commas between them."""
    return [name for name in map(str.strip, text.split(",")) if name]


def moment(text: str) -> datetime:
    """A date, or a date and time, with its zone or in UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date like 2026-11-22.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def today() -> datetime:
    """The last midnight in UTC."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
