"""Loads that must not run twice at the same time."""

from django.db import connection

from omnitron.core.errors import Busy


def one_at_a_time(name: str) -> None:
    """Hold the named lock until the transaction ends; raises `Busy` where somebody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        if cursor.fetchone() != (True,):
            raise Busy(f"{name} is running already: wait until it has ended.")
