"""Runs the whole product for a demo: services, database, demo data, web, worker and beat."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from omnitron.core.embedded import processes
from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.services import Services, held, running_services
from omnitron.core.embedded.setup import ROOT, set_up

HOST = "127.0.0.1"
DEFAULT_PORT = "8000"
USERS = ("admin", "operator", "finance", "support", "mpo", "seller", "selleradmin")
# honcho kills what has not ended 5 seconds after it was asked to.
STOP_PATIENCE = 10


def run(folder: DataFolder) -> int:
    """Run Omnitron until the user ends it; raises `CannotRun` when a part of it fails."""
    port = wanted_port()
    with held(folder):
        check_port(port)
        password = demo_password(folder)
        notices = f"http://{HOST}:{port}/webhooks/sandbox/"
        with running_services(folder, durable=True, notices=notices) as services:
            environment = services.environment | {
                "PORT": str(port),
                "DEMO_PASSWORD": password,
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            }
            set_up(folder, environment)
            supervise(services, environment, port=port, password=password)
    return 0


def wanted_port() -> int:
    """Return the PORT that was asked for."""
    text = os.environ.get("PORT") or DEFAULT_PORT
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT is {text!r}: it must be a number from 1 to 65535.")
    return int(text)


def check_port(port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        # As gunicorn does: connections of an ended run may linger without holding the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}): "
                f"choose another one, as in `make run PORT={port % 65535 + 1}`."
            ) from error


def demo_password(folder: DataFolder) -> str:
    """Return the password of the demo users, which is settled at the first start."""
    given = os.environ.get("DEMO_PASSWORD", "")
    kept = folder.secret("demo_password", given=given)
    if given and given != kept:
        print(
            "DEMO_PASSWORD counts at the first start only: the demo users keep the password in "
            f"{folder.path / 'demo_password'}.",
            flush=True,
        )
    return kept


def supervise(
    services: Services, environment: Mapping[str, str], *, port: int, password: str
) -> None:
    """Run the programs of the Procfile for as long as all of them, and the services, live."""
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "--env", os.devnull, "--app-root", ROOT, "start"],
        env=environment,
        # Ctrl-C must reach it through us alone, or it would be told twice.
        start_new_session=True,
    )
    welcomed = False
    try:
        while honcho.poll() is None:
            services.check()
            if not welcomed and answers(port):
                print(welcome(port, password), flush=True)
                welcomed = True
            time.sleep(0.2)
    finally:
        processes.stop(honcho, signal.SIGTERM, patience=STOP_PATIENCE)
    raise CannotRun("Omnitron has stopped, because one of its programs ended: see above.")


def answers(port: int) -> bool:
    """Tell whether the web answers, whatever it says."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(port: int, password: str) -> str:
    """Say where Omnitron is and who may sign in."""
    lines = [
        f"Omnitron runs at http://{HOST}:{port}",
        f"Sign in as {', '.join(USERS)}",
        f"Password: {password}",
        "Ctrl-C ends it; the data stays.",
    ]
    rule = "-" * max(map(len, lines))
    return "\n".join(["", rule, *lines, rule, ""])
