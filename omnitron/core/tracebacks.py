"""Tracebacks of what the database refused, without the values that it refused.

PostgreSQL quotes them: "Key (email)=(…) already exists", "Failing row contains (…)".
"""

import traceback
from collections.abc import Iterator
from smtplib import SMTPException

import django.db
import psycopg

DATABASE_ERRORS = (psycopg.Error, django.db.Error)
# A mail server that refuses a recipient is quoted with the address.
QUOTING_ERRORS = (*DATABASE_ERRORS, SMTPException)
CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"


def quotes_values(error: BaseException) -> bool:
    """Whether a database or a mail server spoke somewhere in the chain of an exception."""
    return any(isinstance(each, QUOTING_ERRORS) for each in _chain(error))


def described(error: BaseException) -> str:
    """The class of an exception, with SQLSTATE and constraint where the database gave them."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    spoken = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(error, DATABASE_ERRORS) or not isinstance(spoken, psycopg.Error):
        return name
    known = {"SQLSTATE": spoken.sqlstate, "constraint": spoken.diag.constraint_name}
    # It tells about the server and the connection: its first line holds no row.
    if isinstance(spoken, psycopg.OperationalError):
        known["message"] = spoken.diag.message_primary or str(spoken)
    facts = ", ".join(f"{name} {value}" for name, value in known.items() if value)
    return f"{name}: {facts}" if facts else name


def formatted(error: BaseException) -> str:
    """As `traceback.format_exc` writes a chain: files, lines and functions, but no message.

    A message of any link may repeat what the database said, so each is `described` instead.
    """
    text = ""
    for link in reversed(list(_chain(error))):
        if text:
            text += CAUSED if link.__cause__ is not None else DURING
        if link.__traceback__ is not None:
            text += "Traceback (most recent call last):\n"
            text += "".join(traceback.format_tb(link.__traceback__))
        text += f"{described(link)}\n"
    return text.rstrip("\n")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those that led to it, as far as Python would print them."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ if error.__suppress_context__ else error.__context__
