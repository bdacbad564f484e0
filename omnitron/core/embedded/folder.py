import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from omnitron.core.embedded.errors import AlreadyRunning, CannotRun, explained

MARK = "OMNITRON_DATA"
NEEDED_BYTES = 200 * 1024 * 1024
# sockaddr_un holds 108 bytes, the last of them NUL.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
SHORT_FOLDERS = Path("/tmp")  # noqa: S108  (the one folder that is short and writable everywhere)
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")


class DataFolder:
    """The folder that holds everything which one set of embedded services keeps."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).resolve()
        self._environment = self.path / "environment.json"

    def create(self) -> None:
        """Make the folder, unless it is there."""
        with explained(self.path):
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)

    def check_space(self, needed: int = NEEDED_BYTES) -> None:
        """Refuse to start on a disk that is nearly full."""
        free = shutil.disk_usage(self.path).free
        if free < needed:
            raise CannotRun(
                f"The disk of {self.path} is full: {free >> 20} MB are free and "
                f"{needed >> 20} MB are needed. Free some space and start again."
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process alone; the lock ends with the process."""
        self.create()
        path = self.path / "lock"
        # A POSIX record lock is not inherited by children, so none of them can outlive us with it.
        with explained(path), path.open("a+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise AlreadyRunning(self.path, file.read().strip()) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def secret(self, name: str, *, given: str = "", strength: int = 12) -> str:
        """Return the secret kept under `name`; the first time, keep `given` or a new one."""
        path = self.path / name
        with explained(path):
            if not path.exists():
                write_private(path, given or secrets.token_urlsafe(strength))
            return path.read_text().strip()

    def publish(self, environment: Mapping[str, str]) -> None:
        """Tell commands of the same user how to reach the running services."""
        with explained(self._environment):
            write_private(self._environment, json.dumps(dict(environment)))

    def published(self) -> dict[str, str] | None:
        """Return what the running services published, or None when none have yet."""
        try:
            environment: dict[str, str] = json.loads(self._environment.read_text())
        except FileNotFoundError:
            return None
        return environment

    def withdraw(self) -> None:
        """Take back what was published."""
        with explained(self._environment):
            self._environment.unlink(missing_ok=True)

    def socket_folder(self) -> Path:
        """Return where the Unix socket fits: inside, or under /tmp when the path is too long."""
        inside = self.path / "socket"
        if is_socket_folder(inside):
            return inside
        key = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return SHORT_FOLDERS / f"omnitron-{os.geteuid()}-{key}"


def is_socket_folder(path: Path) -> bool:
    """Tell whether a socket in `path` is short enough and needs no quoting in any URL."""
    fits = len(os.fsencode(path / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    return fits and PLAIN_PATH.fullmatch(str(path)) is not None


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, wholly or not at all."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with open(new, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    new.replace(path)
