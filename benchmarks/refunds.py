"""P5: how near refunds come to what their gateway allows, and what one costs the database.

`python -m benchmarks.refunds N` on an empty database; prints one line of JSON. The gateway is the
sandbox, which answers after 50 ms: c calls at a time cannot do more than c / 50 ms.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import django

from tests.payments.sandbox_process import SECRET, SandboxProcess

DELAY_MS = 50
CALLS_AT_ONCE = 4
# As many are timed by themselves, statement by statement.
SAMPLE = 200


def main(count: int) -> None:
    """Place orders, plan them, and let a worker refund them."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = SandboxProcess(Path(folder) / "ledger.jsonl", "--delay-ms", str(DELAY_MS)).start()
        try:
            os.environ |= {
                "SANDBOX_GATEWAY_URL": sandbox.url,
                "SANDBOX_GATEWAY_SECRET": SECRET,
                "CANCELLATION_UNDO_SECONDS": "0",
                "REFUND_CALLS_AT_ONCE": str(CALLS_AT_ONCE),
            }
            django.setup()
            print(json.dumps(_measure(count)))
        finally:
            sandbox.kill()


def _measure(count: int) -> dict:
    from cancellations.jobs.executing import execute_plan
    from cancellations.jobs.refunding import send_refunds
    from cancellations.models import CancellationPlan
    from omnitron.celery import app
    from tests.chaos import shop

    shop.place(count)
    planning = _seconds(lambda: shop.ask(shop.without_plan()))
    # Whoever asked has told the workers; none is there yet, and all is to begin at once.
    app.control.purge()
    plans = list(CancellationPlan.objects.order_by("pk").values_list("pk", flat=True))
    refunds: list[int] = []
    executing = _seconds(
        lambda: refunds.extend(key for plan in plans for key in execute_plan(plan))
    )
    sample = min(SAMPLE, count // 5)
    queries: list[float] = []
    with _timed(queries):
        send_refunds(refunds[:sample])
    seconds = _by_worker(refunds[sample:])
    limit = CALLS_AT_ONCE / (DELAY_MS / 1000)
    rate = len(refunds[sample:]) / seconds
    return {
        "refunds": count,
        "calls at once": CALLS_AT_ONCE,
        "refunds/s": rate,
        "gateway's limit": limit,
        "% of it": 100 * rate / limit,
        "database, ms each": 1000 * sum(queries) / sample,
        "statements each": len(queries) / sample,
        "making a plan, ms": 1000 * planning / count,
        "beginning a plan, ms": 1000 * executing / count,
    }


def _seconds(call) -> float:
    start = time.monotonic()
    call()
    return time.monotonic() - start


@contextmanager
def _timed(durations: list[float]):
    """Note how long each statement takes, and each end of a transaction."""
    from django.db import connection

    def note(execute, *arguments):
        start = time.monotonic()
        try:
            return execute(*arguments)
        finally:
            durations.append(time.monotonic() - start)

    commit = connection._commit

    def timed_commit():
        start = time.monotonic()
        commit()
        durations.append(time.monotonic() - start)

    connection._commit = timed_commit
    with connection.execute_wrapper(note):
        yield
    del connection._commit


def _by_worker(refunds: list[int]) -> float:
    """The seconds from the first refund that a worker sends to the last plan that ends."""
    from django.db.models import Max, Min

    from cancellations.models import CancellationPlan
    from cancellations.tasks import send_refunds
    from omnitron.celery import app
    from payments.models import RefundAttempt

    options = ("--queues", "refunds", "--concurrency", "1", "--loglevel", "ERROR")
    command = [sys.executable, "-m", "celery", "--app", "omnitron", "worker", *options]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(worker, lambda: app.control.ping(timeout=1))
        for refund in refunds:
            send_refunds.delay([refund])
        open_plans = CancellationPlan.objects.exclude(status="completed")
        _wait(worker, lambda: not open_plans.exists(), patience=len(refunds))
    finally:
        worker.terminate()
        worker.wait()
    sent = RefundAttempt.objects.filter(refund__in=refunds, kind="sent")
    ended = CancellationPlan.objects.filter(refunds__refund__in=refunds)
    start = sent.aggregate(at=Min("at"))["at"]
    end = ended.aggregate(at=Max("ended_at"))["at"]
    return (end - start).total_seconds()


def _wait(worker: subprocess.Popen, condition, *, patience: float = 60) -> None:
    """Wait for what a worker brings about, a second a refund at most."""
    deadline = time.monotonic() + max(patience, 60)
    while not condition():
        if worker.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The worker ended, or did not come to an end in time.")
        time.sleep(0.2)


if __name__ == "__main__":
    main(int(sys.argv[1]))
