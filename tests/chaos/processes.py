"""The processes of a chaos run: services of its own, the product's programs, the gateway."""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.postgres import running_postgres
from omnitron.core.embedded.redis import free_port, running_redis
from omnitron.core.embedded.services import held
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


class Processes:
    """All that a run starts, and ends as it likes."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.refunds = options.refunds
        self.seconds = options.seconds
        self.crowd = options.crowd
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
        address = f"127.0.0.1:{self.port}"
        options = ("--worker-class", "gthread", "--threads", "8", "--log-level", "error")
        self.start("web", "gunicorn", "omnitron.wsgi", "--bind", address, *options)

    def start_asker(self) -> None:
        """Start the process that asks for the plans which are still missing."""
        self.start("asker", "tests.chaos.shop", "ask")

    def start_clerk(self) -> None:
        """Start somebody who cancels by the pages."""
        url = f"http://127.0.0.1:{self.port}"
        self.start("clerk", "tests.chaos.clerk", url, str(self.crowd))

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
