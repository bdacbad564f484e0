import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.folder import MARK, DataFolder
from omnitron.core.embedded.postgres import Postgres, running_postgres
from omnitron.core.embedded.processes import end_leftovers
from omnitron.core.embedded.redis import Redis, running_redis
from omnitron.core.embedded.sandbox import Sandbox, running_sandbox

Server = Postgres | Redis | Sandbox


class Services:
    """The servers that run for one data folder, and the settings that lead programs to them."""

    def __init__(self, servers: list[Server], settings: dict[str, str]) -> None:
        self._servers = servers
        self._settings = settings

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a program that uses the servers."""
        return {**os.environ, **self._settings}

    def check(self) -> None:
        """Raise `CannotRun` when a server has ended by itself."""
        for server in self._servers:
            if failure := server.failure():
                raise failure


@contextmanager
def held(folder: DataFolder) -> Iterator[None]:
    """Hold the folder, with nothing of an earlier run alive at the start or of this at the end."""
    with folder.locked():
        folder.withdraw()
        end_leftovers(folder)
        try:
            yield
        finally:
            folder.withdraw()
            end_leftovers(folder)


@contextmanager
def running_services(folder: DataFolder, *, durable: bool, notices: str = "") -> Iterator[Services]:
    """Run what DATABASE_URL and REDIS_URL do not name already; the folder must be held.

    Likewise the sandbox gateway, if there is an address that takes its notices.
    """
    folder.check_space()
    servers: list[Server] = []
    settings = {
        "OMNITRON_ENV": os.environ.get("OMNITRON_ENV") or ("demo" if durable else "test"),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or folder.secret("secret_key", strength=50),
        "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
        "REDIS_URL": os.environ.get("REDIS_URL", ""),
        "MEDIA_ROOT": os.environ.get("MEDIA_ROOT") or str(folder.path / "media"),
        MARK: str(folder.path),
    }
    with ExitStack() as stack:
        if not settings["DATABASE_URL"]:
            database = stack.enter_context(running_postgres(folder, durable=durable))
            servers.append(database)
            settings["DATABASE_URL"] = database.url
        if not settings["REDIS_URL"]:
            broker = stack.enter_context(running_redis(folder, durable=durable))
            servers.append(broker)
            settings["REDIS_URL"] = broker.url
        if notices and not os.environ.get("SANDBOX_GATEWAY_URL"):
            sandbox = stack.enter_context(running_sandbox(folder, notices=notices))
            servers.append(sandbox)
            settings["SANDBOX_GATEWAY_URL"] = sandbox.url
            settings["SANDBOX_GATEWAY_SECRET"] = sandbox.secret
        folder.publish(settings)
        yield Services(servers, settings)


def published_environment(folder: DataFolder) -> dict[str, str]:
    """Return the environment that leads a command to services which another process runs."""
    settings = folder.published()
    if settings is None:
        raise CannotRun(f"Omnitron is just starting or ending in {folder.path}: try again.")
    return {**os.environ, **settings}
