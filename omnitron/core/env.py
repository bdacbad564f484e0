"""Typed readers of environment variables that fail loudly, by name."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The value of a variable that has no safe default."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: see README.md, “Settings”.")
    return value


def whole_number(name: str, default: int) -> int:
    """A variable as a whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.") from None


def words(name: str, default: str) -> list[str]:
    """A variable as a list, cut at commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, choices: tuple[str, ...]) -> str:
    """A variable as one of the choices; the first is the default."""
    value = os.environ.get(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not “{value}”.")
    return value
