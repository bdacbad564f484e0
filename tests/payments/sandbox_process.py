"""Runs the sandbox gateway as the process that it is, and asks it over HTTP."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.payments.sandbox_forks import Fork

ROOT = Path(__file__).resolve().parents[2]
SECRET = "secret-of-the-sandbox"
SAYS = "Sandbox gateway listens on "


class SandboxProcess:
    """A sandbox with a store of its own; it may be ended and started again."""

    def __init__(self, store, *arguments):
        self.store = store
        self.secret = SECRET
        self.url = ""
        self.arguments = arguments
        self.process = None

    def start(self):
        """Start it, at the same address as before, and wait until it listens."""
        port = urlsplit(self.url).port or 0
        always = ("--port", str(port), "--store", str(self.store), "--secret", SECRET)
        self.process = self._begun([*always, *map(str, self.arguments)])
        line = self.process.stdout.readline()
        assert line.startswith(SAYS), self.process.stderr.read()
        self.url = line.removeprefix(SAYS).strip()
        return self

    def stop(self):
        """Ask it to end; returns the exit code and what it said on standard error."""
        self.process.terminate()
        return self._ended()

    def kill(self):
        """End it by SIGKILL."""
        self.process.kill()
        return self._ended()

    def ask(self, method, path, body=None):
        """Send a request; returns the status and the object that came back."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def get(self, path):
        """GET; returns the status and the object that came back."""
        return self.ask("GET", path)

    def post(self, path, **body):
        """POST the object; returns the status and the object that came back."""
        return self.ask("POST", path, body)

    def mode(self, mode, **more):
        """Turn a mode on: `next`, and for random `seed` and `weights`."""
        status, answer = self.post("/mode", mode=mode, **more)
        assert status == 200, answer

    def register(self, *payments):
        """Have captured payments (reference, amount, currency)."""
        names = ("reference", "amount", "currency")
        batch = [dict(zip(names, payment, strict=True)) for payment in payments]
        status, answer = self.post("/payments", payments=batch)
        assert status in (200, 201), answer

    def authorise(self, *payments):
        """Have payments (reference, amount, currency) that are not captured yet."""
        names = ("reference", "amount", "currency")
        batch = [dict(zip(names, payment, strict=True)) for payment in payments]
        status, answer = self.post("/authorisations", payments=batch)
        assert status in (200, 201), answer

    def refund(self, key, payment, amount, currency="EUR"):
        """Ask for a refund; returns the status and the object that came back."""
        return self.post("/refunds", key=key, payment=payment, amount=amount, currency=currency)

    def ledger(self):
        """Every line of the ledger."""
        lines, after = [], 0
        while after is not None:
            status, page = self.get(f"/ledger?after={after}")
            assert status == 200, page
            lines += page["lines"]
            after = page["next"]
        return lines

    def _begun(self, arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "payments.gateways.sandbox_server", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _ended(self):
        _output, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


class ForkedSandbox(SandboxProcess):
    """The same, begun in a hundredth of a second."""

    def _begun(self, arguments):
        return Fork(arguments)


@pytest.fixture
def sandbox_class():
    """How the sandboxes of a test are begun."""
    return ForkedSandbox


@pytest.fixture
def start_sandbox(tmp_path, sandbox_class):
    """Start sandboxes with arguments of the test's own; they end with the test."""
    started = []

    def start(*arguments):
        store = tmp_path / f"ledger-{len(started)}.jsonl"
        started.append(sandbox_class(store, *arguments))
        return started[-1].start()

    yield start
    for sandbox in started:
        if sandbox.process.poll() is None:
            sandbox.kill()


@pytest.fixture
def sandbox(start_sandbox):
    """A sandbox of the test's own, which holds and delays for moments only."""
    return start_sandbox("--hold-seconds", "0.2", "--slow-seconds", "0.2")


@pytest.fixture(scope="session")
def shared_sandbox(tmp_path_factory):
    """One sandbox for all tests that use payments of their own and no mode but ok."""
    shared = SandboxProcess(tmp_path_factory.mktemp("sandbox") / "ledger.jsonl").start()
    yield shared
    shared.kill()
