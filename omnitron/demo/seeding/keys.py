"""Foreign keys of a large load: checked all at once at its end, not row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import IntegrityError, connection, transaction

from orders.models import (
    Address,
    Contract,
    Customer,
    DiscountItem,
    Order,
    OrderEvent,
    OrderItem,
    Package,
)
from payments.models import PaymentTransaction

TABLES = [
    model._meta.db_table
    for model in (
        Customer,
        Address,
        Order,
        Package,
        OrderItem,
        PaymentTransaction,
        DiscountItem,
        Contract,
        OrderEvent,
    )
]

# Only the owner of a table may change its constraints; for others the keys stay in force.
_KEYS = """
    SELECT format('ALTER TABLE %%I ', conrelid::regclass)
        || string_agg(format('ALTER CONSTRAINT %%I ', conname) || %(state)s, ', ' ORDER BY conname)
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND conrelid = %(table)s::regclass AND pg_has_role(relowner, 'USAGE')
    GROUP BY conrelid
"""


@contextmanager
def keys_checked_at_the_end() -> Iterator[None]:
    """Put the foreign keys of orders out of force inside, and back into force with a check.

    A third of the time goes into single look-ups otherwise. Raises `IntegrityError` for a key
    that leads nowhere. Where the process is killed inside, the keys stay out of force until the
    next load that ends.
    """
    for table in TABLES:
        _put(table, "NOT ENFORCED")
    try:
        yield
    finally:
        broken = [error for table in TABLES if (error := _put_back(table))]
        if broken:
            raise broken[0]


def _put_back(table: str) -> IntegrityError | None:
    """The fault of a table whose keys cannot come back; those of the others still must."""
    try:
        _put(table, "ENFORCED")
    except IntegrityError as error:
        return error
    return None


def _put(table: str, state: Literal["ENFORCED", "NOT ENFORCED"]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # The keys must come back however long somebody else reads the table.
        cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(_KEYS, {"state": state, "table": table})
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
