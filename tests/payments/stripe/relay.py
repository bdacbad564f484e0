"""Stands between the product and localstripe: notes the requests and may lose the answers."""

import http.client
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Relay(ThreadingHTTPServer):
    """Hands requests on; the answer to a method in `lost` never arrives, though it was done."""

    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), RelayHandler)
        self.target = target
        self.lost = set()
        self.requests = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    @property
    def sent(self):
        """The parameters and the idempotency key of each refund that was to be made."""
        return [(form, key) for method, form, key in self.requests if method == "POST"]

    @property
    def asked(self):
        """The query of each list of refunds that was asked for."""
        return [query for method, query, _key in self.requests if method == "GET"]


class RelayHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._relay()

    def do_POST(self):
        self._relay()

    def _relay(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = parse_qs(body.decode() or urlsplit(self.path).query)
        self.server.requests.append((self.command, said, self.headers.get("Idempotency-Key")))
        connection = http.client.HTTPConnection(urlsplit(self.server.target).netloc, timeout=20)
        headers = {
            name: self.headers[name]
            for name in ("Authorization", "Content-Type")
            if self.headers[name]
        }
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if self.command in self.server.lost:
            return
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        pass


@contextmanager
def relaying(target):
    """Relay to an address for the length of the block."""
    with Relay(target) as relay:
        thread = threading.Thread(target=relay.serve_forever, args=[0.01])
        thread.start()
        try:
            yield relay
        finally:
            relay.shutdown()
            thread.join()
