"""A web server that answers anything but what it should."""

import socket
import threading
from contextlib import contextmanager


@contextmanager
def answering(answer):
    """Have `answer(line)` write to each connection that sends a request; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def serve():
            while not ended.is_set():
                line, _address = listener.accept()
                with line:
                    line.settimeout(20)
                    if line.recv(65536):
                        answer(line)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            socket.create_connection(listener.getsockname()).close()
            thread.join()


def saying(status, body):
    """An answer with a status and a body."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return lambda line: line.sendall(head.encode() + body)


def dripping(head, every):
    """An answer that begins with `head` and goes on a byte at a time, for seconds."""

    def drip(line):
        paused = threading.Event()
        line.sendall(head)
        for _byte in range(100):
            try:
                line.sendall(b"x")
            except OSError:
                return
            paused.wait(every)

    return drip
