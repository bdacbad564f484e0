"""Akinon's own clients in an environment of their own, made once and kept."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".data" / "clients"
REQUIREMENTS = HERE / "requirements.txt"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2")
# pip says both where no index answers; what else may go wrong has other words.
OUT_OF_REACH = ("connection broken by", "No matching distribution found")
NO_REGISTRY = "No package registry answers"


def client_python() -> Path:
    """The Python that has the clients; a test is skipped where no registry hands them out."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        # Of several test processes one makes it, and the others wait.
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _made(FOLDER / "environment", FOLDER / "installed")


def _made(environment: Path, stamp: Path) -> Path:
    python = environment / "bin" / "python"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    stamp.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
    _install(python)
    stamp.write_text(wanted)
    return python


def _install(python: Path) -> None:
    outcome = subprocess.run(
        [python, *PIP, "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    if outcome.returncode and all(words in outcome.stderr for words in OUT_OF_REACH):
        pytest.skip(NO_REGISTRY)
    assert outcome.returncode == 0, outcome.stderr
