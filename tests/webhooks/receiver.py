"""A system of a sales channel that takes deliveries, or does not."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Received(NamedTuple):
    path: str
    headers: dict
    body: bytes

    @property
    def content(self):
        return json.loads(self.body)


class Receiver(ThreadingHTTPServer):
    """Keeps what it was sent. `answer(content)` says with which status; 204 unless told."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.received = []
        self.lines = set()
        self.answer = lambda content: 204
        self.text = b""
        self.headers = {}
        # So many wait for each other before they are answered.
        self.meeting = threading.Barrier(1)
        self.url = f"http://127.0.0.1:{self.server_port}/hooks/"

    def handle_error(self, request, client_address):
        """A line that was cut is no news."""

    @property
    def contents(self):
        """The bodies, as they came in."""
        return [received.content for received in self.received]

    @property
    def ids(self):
        """The ids of the deliveries, as they came in."""
        return [content["id"] for content in self.contents]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received = Received(self.path, dict(self.headers), body)
        self.server.lines.add(self.client_address)
        self.server.received.append(received)
        self.server.meeting.wait()
        self.send_response(self.server.answer(received.content))
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.text)))
        self.end_headers()
        self.wfile.write(self.server.text)

    def log_message(self, format, *args):
        pass


@contextmanager
def receiving():
    """Take deliveries for the length of the block."""
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=[0.01])
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            thread.join()
