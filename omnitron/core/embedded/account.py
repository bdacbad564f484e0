"""PostgreSQL refuses to run as root, so a root start hands its files to `nobody`."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "nobody"


def is_root() -> bool:
    """Tell whether we run as root."""
    return os.geteuid() == 0


def popen_arguments() -> dict[str, Any]:
    """Return the arguments that make a child process run under the right account."""
    if not is_root():
        return {}
    account = pwd.getpwnam(NAME)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Hand a folder of ours to the account that PostgreSQL runs under."""
    if is_root():
        account = pwd.getpwnam(NAME)
        os.chown(path, account.pw_uid, account.pw_gid)


def open_way_to(path: Path) -> list[Path]:
    """Let the account pass through the folders above `path`; returns those it had to open."""
    if not is_root():
        return []
    opened = [folder for folder in path.parents if allow(folder, stat.S_IXOTH)]
    return sorted(opened)


def open_installation(path: Path) -> None:
    """Let the account run what is installed in `path`, whatever the umask of the installation."""
    if is_root():
        for file in walk(path):
            allow(file, stat.S_IROTH | (file.stat().st_mode & stat.S_IXUSR) >> 6)


def walk(path: Path) -> Iterator[Path]:
    """Yield the folder and everything in it, without following links."""
    yield path
    yield from (file for file in path.rglob("*") if not file.is_symlink())


def allow(path: Path, right: int) -> bool:
    """Add a right for everybody; tells whether it was missing."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & right == right:
        return False
    path.chmod(mode | right)
    return True


def number() -> int:
    """Return the number of the account that PostgreSQL runs under."""
    return pwd.getpwnam(NAME).pw_uid if is_root() else os.geteuid()
