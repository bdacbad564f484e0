"""HTTP for the sandbox: one thread for each connection, which stays open."""

import json
import sys
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from payments.gateways.sandbox_server.errors import Refused
from payments.gateways.sandbox_server.routes import Reply, Request, Sandbox, reply_to

LARGEST_BODY = 16 * 1024 * 1024


class Server(ThreadingHTTPServer):
    """Listens for the sandbox; its threads end with the process."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        super().__init__(address, Handler)
        self.sandbox = sandbox

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a client hangs up: it may."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Reads a request, has it answered and writes the answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        """Answer a question."""
        self._answer()

    def do_POST(self) -> None:
        """Do what is asked."""
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the journal is the record."""

    def _answer(self) -> None:
        try:
            reply = reply_to(self.server.sandbox, self.command, self._read())
        except Refused as refusal:
            reply = Reply(refusal.status, {"error": str(refusal), "code": refusal.code})
        except OSError:
            traceback.print_exc()
            reply = Reply(500, {"error": "The store cannot be written.", "code": "broken"})
        time.sleep(reply.wait)
        if reply.body is None:
            self.close_connection = True
        else:
            self._write(reply.status, json.dumps(reply.body).encode())

    def _read(self) -> Request:
        address = urlsplit(self.path)
        body = self._read_body() if self.command == "POST" else {}
        return Request(address.path, dict(parse_qsl(address.query)), body)

    def _read_body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            self.close_connection = True
            raise Refused(413, "bad_request", f"A body has at most {LARGEST_BODY:,} bytes.")
        raw = self.rfile.read(int(length))
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Refused(400, "bad_request", "The body must be an object in JSON.")
        if key := self.headers.get("Idempotency-Key"):
            body.setdefault("key", key)
        return body

    def _write(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
