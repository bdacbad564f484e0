"""Starts the embedded services the way make does, as processes of their own."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from omnitron.core.embedded.setup import ROOT

OUR_OWN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "OMNITRON_ENV", "PORT", "DEMO_PASSWORD")
PATIENCE = 180


def embedded(*arguments, root=ROOT, **settings):
    """A process of `python -m omnitron.core.embedded`, without the settings of these tests."""
    inherited = {name: value for name, value in os.environ.items() if name not in OUR_OWN}
    return subprocess.Popen(
        [sys.executable, "-m", "omnitron.core.embedded", *map(str, arguments)],
        cwd=root,
        env={**inherited, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(*arguments, **settings):
    """Run it to its end: exit code, output, complaints."""
    process = embedded(*arguments, **settings)
    output, complaints = process.communicate(timeout=PATIENCE)
    return process.returncode, output, complaints


def python(folder, script, *options, **settings):
    """What a Python script prints that runs on the services of the folder."""
    command = ["exec", "--data", folder, *options, "--", sys.executable, "-c", script]
    code, output, complaints = outcome(*command, **settings)
    assert (code, complaints) == (0, "")
    return output.splitlines()


@contextmanager
def holding(folder, *options):
    """Services that run until the block ends; yields their process."""
    process = embedded("exec", "--data", folder, *options, "--", "sleep", "600")
    with process:
        wait_for((folder / "environment.json").exists)
        yield process
        process.terminate()


def wait_for(met):
    """Return as soon as a condition is met."""
    deadline = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.02)
