"""Finds and ends what an earlier run of the same data folder left behind.

Every process started for a folder carries the folder in its environment, so /proc tells whose
it is: a recorded number alone may belong to a stranger by now.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.folder import MARK, DataFolder

PROC = Path("/proc")
POSTGRES = "postgres"
REDIS = "redis-server"
Wanted = Callable[[str], bool]


def is_program(name: str) -> bool:
    """Tell whether a process is neither PostgreSQL nor Redis."""
    return name not in (POSTGRES, REDIS)


def end_leftovers(folder: DataFolder) -> None:
    """End every process of the folder: programs first, then Redis, PostgreSQL last."""
    end(folder, is_program, signal.SIGTERM, patience=6)
    end(folder, lambda name: name == REDIS, signal.SIGTERM, patience=10)
    end(folder, lambda name: name == POSTGRES, signal.SIGINT, patience=60)


def end(folder: DataFolder, wanted: Wanted, gently: signal.Signals, *, patience: float) -> None:
    """Signal the folder's wanted processes, and kill those still there after `patience`."""
    for signal_number, seconds in ((gently, patience), (signal.SIGKILL, 10)):
        for pid in find(folder, wanted):
            send(pid, signal_number)
        deadline = time.monotonic() + seconds
        while find(folder, wanted):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return
    left = ", ".join(str(pid) for pid in find(folder, wanted))
    raise CannotRun(f"Processes of an earlier run in {folder.path} do not end: {left}.")


def stop(child: subprocess.Popen[bytes] | None, gently: signal.Signals, *, patience: float) -> None:
    """Signal a child of ours, if it was started, and kill it if it is still there then."""
    if child is None:
        return
    child.send_signal(gently)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def send(pid: int, signal_number: signal.Signals) -> None:
    """Signal a process, which may be gone; another user's is named in a refusal."""
    try:
        os.kill(pid, signal_number)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise CannotRun(
            f"Process {pid} of an earlier run belongs to another user: end it first."
        ) from error


def find(folder: DataFolder, wanted: Wanted) -> list[int]:
    """Return the numbers of the folder's wanted processes, never this one or its parents."""
    spared = set(ancestry(os.getpid()))
    return [pid for pid in all_pids() if pid not in spared and belongs(pid, folder, wanted)]


def all_pids() -> Iterator[int]:
    """Yield the number of every process that is visible to us."""
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def belongs(pid: int, folder: DataFolder, wanted: Wanted) -> bool:
    """Tell whether a living process is wanted and was started for the folder."""
    try:
        name = (PROC / str(pid) / "comm").read_text().strip()
        return wanted(name) and (has_mark(pid, folder) or is_backend(pid, name, folder))
    except OSError:
        return False


def has_mark(pid: int, folder: DataFolder) -> bool:
    """Tell whether the process was started with the folder in its environment."""
    mark = os.fsencode(f"{MARK}={folder.path}")
    try:
        return mark in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except PermissionError:
        return False


def is_backend(pid: int, name: str, folder: DataFolder) -> bool:
    """Tell whether it is a PostgreSQL process that works in one of the folder's clusters."""
    # A backend overwrites its environment with its title, but never leaves its cluster.
    return name == POSTGRES and (PROC / str(pid) / "cwd").readlink().parent == folder.path


def ancestry(pid: int) -> Iterator[int]:
    """Yield the process, its parent, and so on up to the first."""
    while pid > 0:
        yield pid
        # The name before the last bracket may hold anything, spaces and brackets too.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        pid = int(fields[1])
