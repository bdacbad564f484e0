"""Starts `python -m omnitron.core.embedded` as a process of its own and watches it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import find

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "DATABASE_URL",
    "REDIS_URL",
    "SANDBOX_GATEWAY_URL",
    "SECRET_KEY",
    "OMNITRON_ENV",
    "DJANGO_SETTINGS_MODULE",
}


class EmbeddedRun:
    """One call of the command line, with its output in a file."""

    def __init__(self, *arguments, data, output, root=ROOT, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
        self.output = output
        action, *rest = arguments
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "omnitron.core.embedded", action, "--data", data, *rest],
                cwd=root,
                env=kept | environment,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    @property
    def text(self):
        return self.output.read_text()

    def ends(self, seconds=60):
        """Wait for its end; returns the exit code."""
        return self.process.wait(seconds)

    def says(self, text, seconds=60):
        """Wait until its output holds the text."""
        wait_until(lambda: text in self.text or self.process.poll() is not None, seconds)
        assert text in self.text


def wait_until(condition, seconds=60):
    """Wait for what another process brings about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def living(data):
    """The numbers of all processes that were started for a data folder."""
    return find(DataFolder(data), lambda name: True)
