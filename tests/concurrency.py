"""Several people at once: real threads with database connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from omnitron.core.errors import as_refusal


def in_threads(*calls):
    """Start all calls at the same moment; what each returned, or the refusal it met."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        except Exception as exception:
            refusal = as_refusal(exception)
            if refusal is None:
                raise
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
