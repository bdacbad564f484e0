import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class CannotRun(Exception):
    """Omnitron cannot start or go on, for a reason the user may read as it stands."""


class AlreadyRunning(CannotRun):
    """Another process holds the data folder."""

    def __init__(self, path: Path, pid: str) -> None:
        holder = f" (process {pid})" if pid else ""
        super().__init__(f"Omnitron is already running in {path}{holder}: end it first.")


def disk_full(path: Path) -> CannotRun:
    """Say that the disk holding `path` is full."""
    return CannotRun(f"The disk of {path} is full: free some space and start again.")


def explain(error: OSError, path: Path | str) -> CannotRun:
    """Say in one sentence what the operating system refused to do with `path`."""
    if error.errno in FULL:
        return disk_full(Path(path))
    if error.errno in REFUSED:
        return CannotRun(
            f"{path} cannot be written ({error.strerror}): let this user write there, "
            "or start as the user who owns it."
        )
    return CannotRun(f"{path} cannot be used: {error.strerror or error}.")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an operating system's error into a sentence that names `path`."""
    try:
        yield
    except OSError as error:
        raise explain(error, error.filename or path) from error
