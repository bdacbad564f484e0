import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from omnitron.core.embedded import processes
from omnitron.core.embedded.errors import CannotRun, explained
from omnitron.core.embedded.folder import MARK, DataFolder
from omnitron.core.embedded.setup import ROOT

PROGRAM = "payments.gateways.sandbox_server"
LISTENS = "Sandbox gateway listens on "
# Long enough to look at a pending refund in a demo.
SETTLE_AFTER = 20


class Sandbox:
    """The sandbox gateway of a demo, on a port that the system picks."""

    def __init__(self, folder: DataFolder, *, notices: str) -> None:
        self.folder = folder
        self.notices = notices
        self.url = ""
        self.secret = folder.secret("sandbox_secret", strength=32)
        self.store = folder.path / "sandbox-ledger.jsonl"
        self.log = folder.path / "sandbox.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it says where it listens."""
        arguments = ["--port", "0", "--store", str(self.store), "--webhook-url", self.notices]
        with explained(self.log), self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", PROGRAM, *arguments, "--settle-after", str(SETTLE_AFTER)],
                cwd=ROOT,
                # Among arguments everybody on the machine could read the secret.
                env={MARK: str(self.folder.path), "SANDBOX_GATEWAY_SECRET": self.secret},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._process.stdout is not None  # noqa: S101  (asked for above)
        line = self._process.stdout.readline().decode()
        if not line.startswith(LISTENS):
            raise CannotRun(f"The sandbox gateway does not start: see {self.log}.")
        self.url = line.removeprefix(LISTENS).strip()

    def stop(self) -> None:
        """Stop the process."""
        processes.stop(self._process, signal.SIGTERM, patience=5)

    def failure(self) -> CannotRun | None:
        """Return why the process is gone, or None while it runs."""
        if self._process is None or self._process.poll() is None:
            return None
        return CannotRun(f"The sandbox gateway does not run: see {self.log}.")


@contextmanager
def running_sandbox(folder: DataFolder, *, notices: str) -> Iterator[Sandbox]:
    """Run the sandbox gateway for the length of the block; it posts webhooks to `notices`."""
    server = Sandbox(folder, notices=notices)
    try:
        server.start()
        yield server
    finally:
        server.stop()
