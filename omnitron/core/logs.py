"""Log lines carry who asked and in which request; never a name, an address or a phone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def bound(request: HttpRequest) -> Iterator[None]:
    """Every log line written inside belongs to this request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


class AddRequest(logging.Filter):
    """Adds the request's id and its user's id to a log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = _request.get()
        if request is not None:
            record.request_id = getattr(request, "request_id", "")
            user = getattr(request, "user", None)
            record.user_id = getattr(user, "pk", None)
        return True
