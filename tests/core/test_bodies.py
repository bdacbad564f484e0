"""What a request may carry, by its address."""

from io import BytesIO

import pytest

from omnitron.core.bodies import MEGABYTE, most_bytes

ADDRESSES = [
    ("/webhooks/sandbox/", 1),
    ("/omnitron/manual-refunds/7/made/", 6),
    ("/omnitron/orders/A-1/plans/7/made/", 6),
    ("/omnitron/manual-refunds/7/decide/", 5),
    ("/accounts/login/", 5),
]


class Unread(BytesIO):
    """A body of which nothing may be read."""

    def read(self, *_args):
        """Fail."""
        raise AssertionError("The body was read.")


def send(client, path, length):
    return client.generic(
        "POST",
        path,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(length), "wsgi.input": Unread()},
    )


@pytest.mark.parametrize(("path", "most"), ADDRESSES)
def test_more_than_an_address_takes_is_refused_unread(client, path, most):
    answer = send(client, path, most * MEGABYTE + 1)

    assert answer.status_code == 413
    assert answer.text == f"This is too large: {most} MB at most fit here. Go back and send less."


@pytest.mark.parametrize(("path", "most"), ADDRESSES)
def test_as_much_as_an_address_takes_is_let_in(path, most):
    assert most_bytes(path) == most * MEGABYTE


@pytest.mark.parametrize("length", ["-1", "x", "9" * 30])
def test_a_length_that_is_none_is_refused(client, length):
    assert send(client, "/accounts/login/", length).status_code == 413
