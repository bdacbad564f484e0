"""Log lines carry who asked and in which request; never a name, an e-mail or a phone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from pythonjsonlogger.core import RESERVED_ATTRS

# Django hands the request to its own log lines, where it would be written with its whole address:
# a query may be somebody's e-mail, the path of a sign-in link is a password.
JSON_FORMATTER = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
    "reserved_attrs": [*RESERVED_ATTRS, "request"],
}

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
    """Adds the request's id and its user's id to a log record, and takes its address out."""

    def filter(self, record: logging.LogRecord) -> bool:
        failed = getattr(record, "request", None)
        if isinstance(failed, HttpRequest) and isinstance(record.args, tuple):
            match = failed.resolver_match
            page = match.view_name if match else "no page"
            record.args = tuple(page if arg == failed.path else arg for arg in record.args)
        request = _request.get()
        if request is not None:
            record.request_id = getattr(request, "request_id", "")
            # Only a user who was loaded already: a log line must not ask a database that is down.
            user = getattr(request, "_cached_user", None)
            record.user_id = getattr(user, "pk", None)
        return True
