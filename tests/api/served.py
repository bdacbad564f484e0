"""The web server as it is shipped, on the database of a test; its log is JSON."""

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from omnitron.core.embedded.redis import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@contextmanager
def served(folder, *, processes=2):
    """The port of a server that ends with the block; what it tells goes to `server.log`."""
    port = free_port()
    log = folder / "server.log"
    options = ("--config", "python:omnitron.web_server", "--bind", f"127.0.0.1:{port}")
    with log.open("ab") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "omnitron.wsgi"],
            cwd=ROOT,
            env=os.environ | _environment(processes),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(port, server, log)
        yield port
    finally:
        server.terminate()
        server.wait()


def faults(folder):
    """What the server told of errors of its own."""
    lines = (folder / "server.log").read_text().splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    return [line for line in told if line.get("levelname") == "ERROR" or line.get("exc_info")]


def _environment(processes):
    database = urlsplit(os.environ["DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return {
        "DJANGO_SETTINGS_MODULE": "omnitron.settings",
        "OMNITRON_ENV": "test",
        "SECRET_KEY": "of this run alone, and of nobody else",
        "DATABASE_URL": urlunsplit(database),
        "WEB_PROCESSES": str(processes),
        "API_REQUESTS_PER_MINUTE": "1000000",
        # There is no static_root in a checkout.
        "PYTHONWARNINGS": "ignore:No directory at:UserWarning",
    }


def _wait_for(port, server, log):
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"gunicorn does not answer: {log.read_text()[-4000:]}")
