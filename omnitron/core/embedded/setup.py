"""What a start does before the programs: tables, demo data, static files."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from omnitron.core.embedded.cluster import NO_SPACE
from omnitron.core.embedded.errors import CannotRun, disk_full, explained
from omnitron.core.embedded.folder import DataFolder

ROOT = Path(__file__).resolve().parents[3]
STATIC_SOURCES = ("static", "static_built", "requirements/base.txt")
STATIC_TARGET = "static_root"


def set_up(folder: DataFolder, environment: Mapping[str, str]) -> None:
    """Bring the database, the demo data and the static files up to date."""
    print("Preparing the database ...", flush=True)
    manage(folder, environment, "migrate", "--no-input", "--verbosity", "0")
    manage(folder, environment, "demo", "--if-empty")
    collect_static(folder, environment)


def manage(folder: DataFolder, environment: Mapping[str, str], *arguments: str) -> None:
    """Run a command of manage.py; its output is shown, or replaced by a full disk's sentence."""
    child = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        # Ctrl-C ends it through us, without a traceback of its own.
        start_new_session=True,
    )
    try:
        output, _ = child.communicate()
    finally:
        child.terminate()
    if child.returncode and NO_SPACE in output:
        raise disk_full(folder.path)
    print(output, end="", flush=True)
    if child.returncode:
        raise CannotRun(f"Omnitron does not start: `manage.py {arguments[0]}` failed, see above.")


def collect_static(folder: DataFolder, environment: Mapping[str, str]) -> None:
    """Collect the static files if any of them changed since they were collected."""
    stamp = ROOT / STATIC_TARGET / ".collected"
    state = fingerprint(ROOT / source for source in STATIC_SOURCES)
    if stamp.exists() and stamp.read_text() == state:
        return
    print("Collecting static files ...", flush=True)
    with explained(stamp):
        shutil.rmtree(stamp.parent, ignore_errors=True)
    manage(folder, environment, "collectstatic", "--no-input", "--verbosity", "0")
    with explained(stamp):
        stamp.write_text(state)


def fingerprint(sources: Iterable[Path]) -> str:
    """Return a value that changes when a file in the sources is added, changed or removed."""
    digest = hashlib.sha256()
    for source in sources:
        for file in sorted([source, *source.rglob("*")]):
            if file.is_file():
                state = file.stat()
                digest.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
