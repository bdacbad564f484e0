"""A file of 200 MB that really travels to the page for uploads."""

import http.client
import tracemalloc
from contextlib import closing
from itertools import chain, repeat
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from bulk_updates.models import BulkUpdate
from tests.core.embedded_runs import wait_until
from tests.factories import UserFactory
from tests.panel.bulk_updates.pages import LIST

pytestmark = pytest.mark.django_db(transaction=True)

NEW = f"{LIST}new/"
MEGABYTE = 1024 * 1024
ROWS = b"order_number,order_item_id,status\r\n" + b"1,2,Shipped\r\n" * 70_000
HEAD = (
    b"--line\r\n"
    b'Content-Disposition: form-data; name="file"; filename="all.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n"
)
TAIL = b"\r\n--line--\r\n"


def signed_in(user):
    """Headers of a browser in which somebody is signed in, on its form for uploads."""
    client = Client()
    client.force_login(user)
    client.get(NEW)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME],
        "Content-Type": "multipart/form-data; boundary=line",
    }


def send(live_server, user, megabytes):
    """Send a CSV file of this size; (status, what the page says)."""
    part = ROWS[:MEGABYTE].ljust(MEGABYTE)
    length = len(HEAD) + megabytes * MEGABYTE + len(TAIL)
    headers = {**signed_in(user), "Content-Length": str(length)}
    with closing(http.client.HTTPConnection(urlsplit(live_server.url).netloc)) as connection:
        body = chain([HEAD], repeat(part, megabytes), [TAIL])
        connection.request("POST", NEW, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_200_mb_get_one_sentence_and_leave_nothing(live_server, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    tracemalloc.start()

    status, page = send(live_server, UserFactory(is_superuser=True), 200)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert status == 422
    assert "The file has 200 MB, 160 MB are the most: divide it into several files." in page
    assert most < 40 * MEGABYTE
    # The server closes a file after its answer.
    wait_until(lambda: list(tmp_path.iterdir()) == [])
    assert not BulkUpdate.objects.exists()
