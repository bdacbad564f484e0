"""An export that waits in the middle: a lock keeps its figures back, or its rows."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

from exports.jobs.running import run_export

# A table that is read there first, and how the statement begins that waits for it.
ROWS = ("cancellations_cancellationreason", {"csv": "COPY%", "xlsx": "DECLARE%"})
FIGURES = ("orders_seller", dict.fromkeys(("csv", "xlsx"), "SELECT o.currency%"))
_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE %s
"""


@contextmanager
def held_up(export, at=ROWS):
    """Run an export in a thread, which waits there inside. Gives what the run returns."""
    table, beginnings = at
    beside = connection.copy()
    with beside.cursor() as lock, ThreadPoolExecutor(1) as pool:
        lock.execute("BEGIN")
        lock.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        result = pool.submit(_run, export.pk)
        try:
            while not _is_waiting(beginnings[export.format]):
                assert not result.done(), result.result()
            yield result
        finally:
            lock.execute("COMMIT")
            beside.close()


def _run(export_id):
    try:
        return run_export(export_id)
    finally:
        connection.close()


def _is_waiting(beginning):
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [beginning])
        return cursor.fetchone()[0] > 0
