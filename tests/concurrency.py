"""Several people at once: real threads with database connections of their own."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier

from django.db import connection

from omnitron.core.errors import as_refusal


def start_behind(call) -> Future:
    """Start a call while the caller's transaction is open; back once it waits for that or is over.

    Its result is to be read after the transaction.
    """
    backend = Future()

    def run():
        try:
            connection.ensure_connection()
            backend.set_result(connection.connection.info.backend_pid)
            return call()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    with connection.cursor() as cursor:
        while not wait([future], timeout=0.02).done:
            cursor.execute(
                "SELECT pg_backend_pid() = ANY(pg_blocking_pids(%s))", [backend.result()]
            )
            if cursor.fetchone()[0]:
                break
    return future


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
