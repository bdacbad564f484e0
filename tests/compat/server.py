"""The product as it is shipped: gunicorn behind TLS on the database of the tests, and a Redis."""

import datetime
import ipaddress
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from omnitron.core.embedded.redis import find_program, free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Server:
    """A web server and a Redis that end with the block; `log` is what the server has told."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "server.log"
        self.certificate = folder / "certificate.pem"
        self.key = folder / "key.pem"
        self.redis_port = free_port()
        self.redis = redis.Redis(port=self.redis_port)
        self.address = f"127.0.0.1:{free_port()}"
        self._read = 0

    @contextmanager
    def running(self):
        """Run both for the length of the block."""
        _write_certificate(self.certificate, self.key)
        started = []
        try:
            started.append(self._start_redis())
            _wait_until(self._redis_answers, "Redis", self.log)
            started.append(self._start_web())
            _wait_until(self._web_answers, "gunicorn", self.log)
            yield self
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()

    def begin_anew(self) -> None:
        """Forget what an earlier test left: tokens and counts in Redis, lines of the log."""
        self.redis.flushall()
        self._read = self.log.stat().st_size

    def answers(self) -> list[dict]:
        """What the server has answered since the test began, one row for each request."""
        return [line for line in self._lines() if "status" in line]

    def faults(self) -> str:
        """What the server has told of answers that no client should ever get; "" for none.

        A fault in the page that tells of a fault reaches gunicorn, which knows no status.
        """
        return "\n".join(
            str(line.get("exc_info") or line)
            for line in self._lines()
            if line["levelname"] in {"ERROR", "CRITICAL"} or line.get("status", 0) >= 500
        )

    def _lines(self) -> list[dict]:
        with self.log.open() as log:
            log.seek(self._read)
            return [json.loads(line) for line in log if line.startswith("{") and line[-1] == "\n"]

    def _start_redis(self) -> subprocess.Popen:
        # channel-app knows of no password, which the Redis of the other tests asks for.
        options = ("--bind", "127.0.0.1", "--port", str(self.redis_port), "--save", "")
        return self._start([find_program(), *options])

    def _start_web(self) -> subprocess.Popen:
        options = ("--config", "python:omnitron.web_server", "--bind", self.address)
        tls = ("--certfile", self.certificate, "--keyfile", self.key)
        return self._start(
            [sys.executable, "-m", "gunicorn", *options, *tls, "omnitron.wsgi"],
            # There is no static_root in a checkout.
            PYTHONWARNINGS="ignore:No directory at:UserWarning",
            DJANGO_SETTINGS_MODULE="omnitron.settings",
            OMNITRON_ENV="production",
            SECRET_KEY="of this run alone, and of nobody else " * 2,
            ALLOWED_HOSTS="127.0.0.1",
            WEB_PROCESSES="1",
            DATABASE_URL=_database_of_the_test(),
            REDIS_URL=f"redis://127.0.0.1:{self.redis_port}/0",
        )

    def _start(self, command: list, **variables: str) -> subprocess.Popen:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _redis_answers(self) -> bool:
        try:
            return self.redis.ping()
        except redis.ConnectionError:
            return False

    def _web_answers(self) -> bool:
        pool = urllib3.PoolManager(ca_certs=str(self.certificate), retries=False)
        try:
            return pool.request("GET", f"https://{self.address}/healthz").status == 200
        except urllib3.exceptions.HTTPError:
            return False


def _database_of_the_test() -> str:
    name = connection.settings_dict["NAME"]
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _wait_until(answers, name: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers():
        assert time.monotonic() < deadline, f"{name} does not answer: {log.read_text()[-4000:]}"
        time.sleep(0.05)


def _write_certificate(certificate: Path, key: Path) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Omnitron of the tests")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
