"""Loading rows that everybody is taken to know already."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from orders.models.revisions import LOADING


@contextmanager
def loading() -> Iterator[None]:
    """Declare that what is written inside is no change that anybody has to be told of.

    Whoever loads writes the revisions themselves. What comes after in the transaction counts again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', true)", [LOADING])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [LOADING])
