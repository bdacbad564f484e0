"""An export that waits in the middle: figures are read, and a lock keeps its rows back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

from exports.jobs.running import run_export

# Read by rows, and not by figures.
_LOCK = "LOCK TABLE cancellations_cancellationreason IN ACCESS EXCLUSIVE MODE"
_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE %s
"""


@contextmanager
def held_up(export):
    """Run an export in a thread; inside it waits for its rows. Gives what the run returns."""
    beside = connection.copy()
    with beside.cursor() as lock, ThreadPoolExecutor(1) as pool:
        lock.execute("BEGIN")
        lock.execute(_LOCK)
        result = pool.submit(_run, export.pk)
        try:
            while not _is_waiting(export.format):
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


def _is_waiting(format):
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, ["COPY%" if format == "csv" else "DECLARE%"])
        return cursor.fetchone()[0] > 0
