"""One attempt: a signed POST to the very address that was checked, which ends in time."""

from __future__ import annotations

import json
import logging
import ssl
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import urllib3
from django.conf import settings

from payments.gateways.calling import keep_connections
from webhooks.addresses import NotAllowed, Target, resolve, target_of
from webhooks.signing import HEADER, signature
from webhooks.states import Failure

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

logger = logging.getLogger(__name__)

# Of an answer no more than this is read, and kept.
MOST_READ = 2048
MOST_KEPT = 300
# Connections to as many receivers are kept.
POOLS = keep_connections(num_pools=50)


class Letter(NamedTuple):
    """What is sent, and where to; it needs no row any more."""

    delivery_id: int
    event: str
    url: str
    secret: str
    body: dict[str, Any]


class Answer(NamedTuple):
    """What came back: a status with the beginning of its text, or why none did."""

    status: int | None
    milliseconds: int
    failure: Failure | None
    text: str = ""


def send(letter: Letter) -> Answer:
    """Send a letter once. It never raises: what nobody expected is logged, and is a failure."""
    begun = time.monotonic()
    until = begun + settings.WEBHOOK_TIMEOUT_SECONDS
    try:
        status, text = _post(letter, until)
    except Exception as error:
        failure = _failure(error)
        if failure == Failure.NO_CONNECTION and time.monotonic() >= until:
            # It was us who hung up.
            failure = Failure.TIMEOUT
        if failure == Failure.UNEXPECTED:
            logger.exception("Delivery %s could not be sent.", letter.delivery_id)
        return Answer(None, _since(begun), failure)
    taken = 200 <= status < 300
    return Answer(status, _since(begun), None if taken else Failure.STATUS, text)


def _post(letter: Letter, until: float) -> tuple[int, str]:
    target = target_of(letter.url)
    address = resolve(target)
    left = until - time.monotonic()
    if left <= 0:
        raise urllib3.exceptions.TimeoutError
    body = json.dumps(letter.body, separators=(",", ":")).encode()
    response = _pool(target, address).urlopen(
        "POST",
        target.path,
        body=body,
        headers=_headers(letter, target, body),
        redirect=False,
        retries=False,
        # The Host header names the receiver, the connection the address.
        assert_same_host=False,
        preload_content=False,
        timeout=urllib3.Timeout(total=left),
    )
    if time.monotonic() >= until:
        # Its head was cut off, and may only look like one.
        response.close()
        raise urllib3.exceptions.TimeoutError
    return response.status, _beginning(response, until)


def _pool(target: Target, address: str) -> urllib3.HTTPConnectionPool:
    """Connections to this address, whose certificate has to be that of the name."""
    named = {"server_hostname": target.host, "assert_hostname": target.host}
    return POOLS.connection_from_host(
        address, target.port, target.scheme, pool_kwargs=named if target.scheme == "https" else {}
    )


def _headers(letter: Letter, target: Target, body: bytes) -> dict[str, str]:
    return {
        "Host": target.netloc,
        "User-Agent": "Omnitron",
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
        "X-Omnitron-Event": letter.event,
        "X-Omnitron-Delivery": str(letter.delivery_id),
        HEADER: signature(letter.secret, int(time.time()), body),
    }


def _beginning(response: BaseHTTPResponse, until: float) -> str:
    """The first bytes of an answer as text; a long or slow one is left, and its line closed."""
    pieces: list[bytes] = []
    left = MOST_READ
    try:
        while left > 0 and time.monotonic() < until:
            piece = response.read1(left, decode_content=False)
            if not piece:
                response.release_conn()
                break
            pieces.append(piece)
            left -= len(piece)
        else:
            response.close()
    except (OSError, urllib3.exceptions.HTTPError):
        # Its status is what counts.
        response.close()
    text = b"".join(pieces).decode(errors="replace").replace("\0", "�")
    return text[:MOST_KEPT]


def _failure(error: Exception) -> Failure:
    match error:
        case NotAllowed():
            return error.failure
        case urllib3.exceptions.SSLError() | ssl.SSLError():
            return Failure.CERTIFICATE
        case urllib3.exceptions.NewConnectionError():
            return Failure.NO_CONNECTION
        case urllib3.exceptions.TimeoutError():
            return Failure.TIMEOUT
        case OSError() | urllib3.exceptions.HTTPError():
            return Failure.NO_CONNECTION
    return Failure.UNEXPECTED


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
