import os
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from omnitron.core.embedded import account, cluster, processes
from omnitron.core.embedded.errors import CannotRun, explained
from omnitron.core.embedded.folder import DataFolder

NAME = "omnitron"
PORT = 5432
PATIENCE = 120.0
REPORT_EVERY = 5.0
GIGABYTE = 1024**3
# A refused statement is told to whoever sent it; its words hold names and addresses of people.
# `log` writes what concerns the server, and leaves errors of statements out.
SILENT_SETTINGS = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
SCRATCH_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres:
    """A PostgreSQL server of our own, reached by a Unix socket alone."""

    def __init__(self, folder: DataFolder, *, durable: bool) -> None:
        self.folder = folder
        self.durable = durable
        # Two names, so that a scratch cluster is never taken for data to keep, nor the reverse.
        self.cluster = folder.path / ("postgres" if durable else "postgres-scratch")
        self.log = folder.path / f"{self.cluster.name}.log"
        self.socket_folder = folder.socket_folder()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the database, as Django and libpq read it."""
        return f"postgresql://{NAME}@{quote(str(self.socket_folder), safe='')}:{PORT}/{NAME}"

    def start(self, *, patience: float = PATIENCE, report_every: float = REPORT_EVERY) -> None:
        """Start the server and wait until it answers; a recovery may take `patience` seconds."""
        cluster.prepare(self.folder, self.cluster, durable=self.durable)
        make_socket_folder(self.socket_folder)
        self._remove_stale_socket()
        program = cluster.installation() / "bin" / "postgres"
        with explained(self.log), self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [program, "-D", self.cluster, *self._options()],
                env=cluster.environment(self.folder),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **account.popen_arguments(),
            )
        self._wait(patience, report_every)
        self._ensure_database()

    def stop(self) -> None:
        """Stop the server after what is committed is on disk."""
        processes.stop(self._process, signal.SIGINT, patience=60)

    def failure(self) -> CannotRun | None:
        """Return why the server is gone, or None while it runs."""
        if self._process is None or self._process.poll() is None:
            return None
        with explained(self.log):
            log = self.log.read_text(errors="replace")
        return cluster.diagnose(log, self.folder, f"does not run (see {self.log})")

    def _remove_stale_socket(self) -> None:
        """Take away what a killed server left beside its socket; nothing runs on this folder now.

        PostgreSQL would refuse to start while some process has the number of the killed one, even
        one that has ended and that its parent has not yet asked about.
        """
        with explained(self.socket_folder):
            for left in self.socket_folder.glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def _options(self) -> Iterator[str]:
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "shared_buffers": f"{min(memory() // 4, GIGABYTE) >> 20}MB",
            "max_wal_size": "4GB",
            **SILENT_SETTINGS,
        }
        if not self.durable:
            settings |= SCRATCH_SETTINGS
        for name, value in settings.items():
            yield from ("-c", f"{name}={value}")

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            user="postgres",
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )

    def _wait(self, patience: float, report_every: float) -> None:
        start = time.monotonic()
        next_report = report_every
        while True:
            if failure := self.failure():
                raise failure
            try:
                self._connect().close()
            except psycopg.OperationalError:
                waited = time.monotonic() - start
            else:
                return
            if waited > patience:
                raise CannotRun(
                    f"PostgreSQL did not finish its recovery in {patience:.0f} s: see {self.log}."
                )
            if waited >= next_report:
                next_report += report_every
                print(
                    f"PostgreSQL is recovering, {waited:.0f} s of {patience:.0f} s ...", flush=True
                )
            time.sleep(0.05)

    def _ensure_database(self) -> None:
        """Make the role and the database that the product uses, as far as they are missing."""
        name = sql.Identifier(NAME)
        with self._connect() as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME]).fetchall():
                # No superuser: what works here must work on a managed server too.
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
            if not connection.execute(
                "SELECT FROM pg_database WHERE datname = %s", [NAME]
            ).fetchall():
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))


@contextmanager
def running_postgres(folder: DataFolder, *, durable: bool) -> Iterator[Postgres]:
    """Run PostgreSQL for the length of the block."""
    server = Postgres(folder, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def make_socket_folder(path: Path) -> None:
    """Make the folder for the socket; one that a stranger made under /tmp is refused."""
    with explained(path):
        path.mkdir(mode=0o711, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.number()):
            raise CannotRun(f"{path} belongs to somebody else: remove it and start again.")
        account.give(path)


def memory() -> int:
    """Return the bytes of memory that this machine or container may use."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total
