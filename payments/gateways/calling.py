"""HTTP calls that end in time, whatever the other side does."""

import json
import socket
import threading
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from payments.gateways.base import OutcomeUnknown

THREADS = 16


class _Punctual(HTTPConnection):
    """Reads an answer within what is left of the call's time.

    A socket's own time-out begins anew with every byte, so an answer that drips would never end.
    """

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        # By now urllib3 has put here what connecting and sending left of the whole.
        timer = threading.Timer(self.timeout or 0, hang_up, [self.sock])
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()
        finally:
            timer.cancel()


class _PunctualSecure(_Punctual, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Punctual


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _PunctualSecure


class Caller:
    """Speaks JSON with one service over connections that are kept; a call is never repeated."""

    def __init__(self, url: str, *, seconds: float) -> None:
        self._url = url.rstrip("/")
        self._seconds = seconds
        self._pools = keep_connections()

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, Any]]:
        """Return the status and the object of an answer.

        Raises `OutcomeUnknown` when none comes within the time, or one that cannot be read.
        """
        try:
            answer = self._pools.request(
                method,
                self._url + path,
                json=body,
                fields=query,
                redirect=False,
                timeout=urllib3.Timeout(total=self._seconds),
            )
        except urllib3.exceptions.HTTPError as error:
            raise OutcomeUnknown(f"{method} {path}: no answer ({type(error).__name__}).") from error
        return answer.status, read_object(answer.data, f"{method} {path}: {answer.status}")


def keep_connections(**settings: Any) -> urllib3.PoolManager:
    """Connections that are kept, repeat nothing and end a call within its total time-out."""
    pools = urllib3.PoolManager(maxsize=THREADS, retries=False, **settings)
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return pools


def read_object(data: bytes, what: str) -> dict[str, Any]:
    """Read a JSON object; anything else leaves the outcome unknown."""
    try:
        value = json.loads(data)
    except ValueError as error:
        raise OutcomeUnknown(f"{what} with a body that is no JSON.") from error
    if not isinstance(value, dict):
        raise OutcomeUnknown(f"{what} with a body that is no object.")
    return value


def hang_up(line: socket.socket) -> None:
    """End a connection under whoever reads from it."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The other side was quicker.
        return
