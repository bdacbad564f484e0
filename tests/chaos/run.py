"""One chaos run: real processes, a gateway in random modes, and things that end at any moment.

`python -m tests.chaos.run --refunds 150 --seed 1` prints a table and one line of JSON.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.postgres import running_postgres
from omnitron.core.embedded.redis import free_port, running_redis
from omnitron.core.embedded.services import held
from tests.chaos import faults
from tests.chaos.points import count_hits
from tests.payments.sandbox_process import SECRET, SandboxProcess

ROOT = Path(__file__).resolve().parents[2]
# Short enough for a run, in the proportions of the product's own.
TIMES = {
    "GATEWAY_TIMEOUT_SECONDS": "1",
    "REFUND_LEASE_SECONDS": "3",
    "REFUND_NEVER_SEEN_SECONDS": "3",
    "REFUND_FIRST_CHECK_SECONDS": "1",
    "REFUND_SWEEP_SECONDS": "2",
}
WEIGHTS = {
    "ok": 55,
    "decline": 8,
    "pending": 8,
    "slow": 8,
    "timeout_before": 6,
    "timeout_after": 7,
    "error_500": 4,
    "error_500_after": 4,
}
PATIENCE = 120
FIGURES = """
    SELECT (SELECT count(*) FROM orders_order AS o WHERE NOT EXISTS (
            SELECT FROM cancellations_cancellationplan WHERE order_id = o.id)),
        (SELECT count(*) FROM cancellations_cancellationplan
            WHERE status NOT IN ('completed', 'manual_refund_needed'))
"""


class Run:
    """The processes of one run, and what is done to them."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.refunds = options.refunds
        self.seconds = options.seconds
        self.random = random.Random(options.seed)  # noqa: S311
        self.seed = options.seed
        self.hits = folder / "hits.txt"
        self.chance = options.chance
        self.faults: dict[str, int] = {}
        self.children: dict[str, subprocess.Popen] = {}
        self.environment: dict[str, str] = {}
        self.started = time.monotonic()
        self.port = free_port()
        self.sandbox = SandboxProcess(
            folder / "ledger.jsonl",
            *("--hold-seconds", "1.5", "--slow-seconds", "0.4", "--settle-after", "2"),
            # Whoever sends twice pays twice: no gateway mends what the product does wrong.
            "--forget-keys",
            *("--webhook-url", f"http://127.0.0.1:{self.port}/webhooks/sandbox/"),
        )

    @contextmanager
    def services(self):
        """PostgreSQL, Redis and the sandbox of this run alone."""
        data = DataFolder(self.folder / "data")
        with ExitStack() as stack:
            stack.enter_context(held(data))
            self.postgres = stack.enter_context(running_postgres(data, durable=True))
            self.redis = stack.enter_context(running_redis(data, durable=True))
            stack.callback(self.stop_all)
            self.sandbox.start()
            stack.callback(self.sandbox.kill)
            self.environment = {
                **os.environ,
                **TIMES,
                "DATABASE_URL": self.postgres.url,
                "REDIS_URL": self.redis.url,
                "SANDBOX_GATEWAY_URL": self.sandbox.url,
                "SANDBOX_GATEWAY_SECRET": SECRET,
                "OMNITRON_ENV": "test",
                "SECRET_KEY": "of a run",
                "DJANGO_SETTINGS_MODULE": "omnitron.settings",
                "CHAOS_HITS": str(self.hits),
                "CHAOS_CHANCE": str(self.chance),
            }
            yield

    def start(self, name: str, *arguments: str) -> None:
        """Start a program of the run, in a session of its own so that it dies as a whole."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def call(self, *arguments: str) -> str:
        """Run a program of the product to its end; its output."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def start_worker(self) -> None:
        """Start the worker that dies at named moments."""
        self.start("worker", "tests.chaos.worker")

    def start_beat(self) -> None:
        """Start beat, which sweeps."""
        schedule = str(self.folder / "beat-schedule")
        options = ("--loglevel", "ERROR", "--schedule", schedule, "--pidfile=")
        self.start("beat", "celery", "--app", "omnitron", "beat", *options)

    def start_web(self) -> None:
        """Start the web server, to which the sandbox posts what it tells."""
        options = ("--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread")
        self.start("web", "gunicorn", "omnitron.wsgi", *options, "--log-level", "error")

    def start_asker(self) -> None:
        """Start the process that asks for the plans which are still missing."""
        self.start("asker", "tests.chaos.shop", "ask")

    def kill(self, name: str) -> None:
        """End a program and all that it started, by SIGKILL."""
        child = self.children.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def stop_all(self) -> None:
        """End what is left."""
        for name in list(self.children):
            self.kill(name)

    def figures(self) -> tuple[int, int] | None:
        """Orders without a plan and plans that are open; None while PostgreSQL is away."""
        try:
            with psycopg.connect(self.postgres.url, connect_timeout=2) as connection:
                row = connection.execute(FIGURES).fetchone()
        except psycopg.OperationalError:
            return None
        return row

    def go(self) -> dict:
        """Do everything once; the figures of the end."""
        print(f"{time.monotonic() - self.started:5.1f} s migrating", file=sys.stderr)
        self.call("manage.py", "migrate", "--no-input", "--verbosity", "0")
        self.say("placing")
        self.call("-m", "tests.chaos.shop", "place", str(self.refunds))
        self.sandbox.mode("random", seed=self.seed, weights=WEIGHTS)
        self.sandbox.post("/webhooks/mode", copies=2, order="shuffled")
        for start in (self.start_web, self.start_beat, self.start_worker, self.start_asker):
            start()
        self.say("disturbing")
        self.disturb()
        self.say("calm")
        self.paid_before_calm = len(self.sandbox.ledger())
        self.sandbox.mode("ok")
        self.environment["CHAOS_CHANCE"] = "0"
        faults.worker_killed(self)
        calm = time.monotonic()
        while self.figures() != (0, 0):
            if time.monotonic() - calm > PATIENCE:
                break
            if self.children["asker"].poll() is not None and self.figures()[0]:
                self.start_asker()
            time.sleep(0.2)
        self.say("ended")
        result = json.loads(self.call("-m", "tests.chaos.shop", "count"))
        return self.told(result, time.monotonic() - calm)

    def say(self, what: str) -> None:
        """Tell how far the run is."""
        left, open_plans = self.figures() or (0, 0)
        paid = len(self.sandbox.ledger())
        moment = time.monotonic() - self.started
        print(
            f"{moment:5.1f} s {what}: {left} without plan, {open_plans} open, {paid} paid",
            file=sys.stderr,
        )

    def disturb(self) -> None:
        """Let every fault happen, again and again until each point was hit or time is over."""
        end = time.monotonic() + self.seconds
        while not self.faults or not (self.is_complete() or time.monotonic() > end):
            for fault in self.random.sample(faults.ALL, len(faults.ALL)):
                time.sleep(self.random.uniform(2.5, 4))
                fault(self)
                self.faults[fault.__name__] = self.faults.get(fault.__name__, 0) + 1

    def is_complete(self) -> bool:
        """Whether each point was hit, or nothing is left to hit."""
        return all(count_hits(self.hits).values()) or self.figures() == (0, 0)

    def told(self, result: dict, seconds: float) -> dict:
        """The figures of the end, with the ledger's and what was done to the run."""
        booked = [line for line in self.sandbox.ledger() if line["entry"] == "refund"]
        return result | {
            "booked": sorted([line["key"], line["amount"]] for line in booked),
            "hits": count_hits(self.hits),
            "faults": self.faults,
            "modes": self.sandbox.get("/mode")[1]["met"],
            "paid_before_calm": self.paid_before_calm,
            "seconds_to_calm": round(seconds, 1),
        }


def main() -> int:
    """Run once and print what happened; 1 if something was paid twice, lost, or never ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--refunds", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chance", type=float, default=0.05)
    parser.add_argument("--seconds", type=float, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        run = Run(Path(folder), options)
        with run.services():
            result = run.go()
    print(table(result), file=sys.stderr)
    print(json.dumps(result))
    return 0 if is_right(result) else 1


def is_right(result: dict) -> bool:
    """Whether everything was paid once, nothing twice, and every plan has ended."""
    ended = result["without_plan"] == result["open"] == result["unsettled"] == 0
    return ended and result["paid"] == result["booked"]


def table(result: dict) -> str:
    """The figures for people."""
    shown = {name: value for name, value in result.items() if name not in ("paid", "booked")}
    shown |= {"paid": len(result["paid"]), "booked": len(result["booked"])}
    return "\n".join(f"{name:<16}{value}" for name, value in shown.items())


if __name__ == "__main__":
    sys.exit(main())
