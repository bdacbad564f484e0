"""One attempt: what goes out, what is made of what comes back, and that it ends."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from webhooks.sending import MOST_KEPT, Letter, send
from webhooks.states import Failure


def letter(url):
    return Letter(7, "order.updated", url, "whsec_secret", {"id": 7})


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (200, None),
        (204, None),
        (299, None),
        *(
            (status, Failure.STATUS)
            for status in (301, 302, 307, 400, 401, 404, 410, 429, 500, 503)
        ),
    ],
)
def test_only_200_to_299_is_taken(receiver, status, failure):
    receiver.answer = lambda content: status

    answer = send(letter(receiver.url))

    assert (answer.status, answer.failure) == (status, failure)


def test_a_redirect_is_not_followed(receiver):
    receiver.answer = lambda content: 302
    receiver.headers = {"Location": receiver.url + "elsewhere/"}

    send(letter(receiver.url))

    assert [received.path for received in receiver.received] == ["/hooks/"]


def test_only_the_beginning_of_an_answer_is_kept(receiver):
    receiver.answer = lambda content: 200
    receiver.text = b"\0" + "ğ".encode() * 100_000

    answer = send(letter(receiver.url))

    assert answer.failure is None
    assert answer.text == "�" + "ğ" * (MOST_KEPT - 1)


def test_the_line_is_kept_for_the_next_one(receiver):
    receiver.answer = lambda content: 200
    receiver.text = b"thanks"

    for _each in range(3):
        send(letter(receiver.url))

    assert len(receiver.lines) == 1


def test_nobody_listens(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    answer = send(letter(f"http://127.0.0.1:{port}/"))

    assert (answer.status, answer.failure) == (None, Failure.NO_CONNECTION)


@contextmanager
def talking(*pieces, pause=0.05):
    """A server that says these bytes one after the other, to whoever connects, and then waits."""
    over = threading.Event()

    def serve():
        line, _address = server.accept()
        with line:
            line.recv(65_536)
            for piece in pieces:
                if over.wait(pause):
                    return
                line.sendall(piece)
            over.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            over.set()
            thread.join()


@pytest.fixture
def one_second(settings):
    settings.WEBHOOK_TIMEOUT_SECONDS = 1


def test_a_receiver_that_says_nothing_is_left_in_time(one_second):
    begun = time.monotonic()
    with talking() as url:
        answer = send(letter(url))

    assert (answer.status, answer.failure) == (None, Failure.TIMEOUT)
    assert time.monotonic() - begun < 3


def test_a_status_line_that_drips_is_left_in_time(one_second):
    begun = time.monotonic()
    with talking(*(bytes([byte]) for byte in b"HTTP/1.1 200 " + b"x" * 1000)) as url:
        answer = send(letter(url))

    assert answer.status is None
    assert answer.failure is not None
    assert time.monotonic() - begun < 3


def test_a_body_that_drips_is_left_in_time_and_its_status_counts(one_second):
    begun = time.monotonic()
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with talking(head, *(b"x" for _each in range(1000))) as url:
        answer = send(letter(url))

    assert (answer.status, answer.failure) == (200, None)
    assert set(answer.text) == {"x"}
    assert time.monotonic() - begun < 3


def test_what_is_no_http_is_no_answer(one_second):
    with talking(b"\x16\x03\x01 hello\r\n\r\n") as url:
        answer = send(letter(url))

    assert (answer.status, answer.failure) == (None, Failure.NO_CONNECTION)


def test_a_server_without_a_certificate_for_the_name_is_not_spoken_to(receiver):
    answer = send(letter(receiver.url.replace("http://", "https://")))

    assert answer.status is None
    assert answer.failure == Failure.CERTIFICATE
    assert receiver.received == []
