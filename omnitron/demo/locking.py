"""Loads that must not run twice at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from omnitron.core.errors import Busy


@contextmanager
def exclusively(name: str) -> Iterator[None]:
    """Hold the named lock inside; raises `Busy` where somebody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if cursor.fetchone() != (True,):
            raise Busy(f"{name} is running already: wait until it has ended.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
