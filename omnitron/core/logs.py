"""Log lines carry who asked and in which request; never a name, an e-mail or a phone."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from pythonjsonlogger.core import RESERVED_ATTRS

from omnitron.core import tracebacks

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


class HideValues(logging.Filter):
    """Keeps what the database quotes from rows out of a record: of its errors only the kind."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without_values(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without_values(arg) for arg in record.args)
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not tracebacks.quotes_values(error):
            return True
        text = tracebacks.formatted(error)
        # Formatters take the text that is there; from `exc_info` they would make their own.
        record.exc_info, record.exc_text = None, text
        if isinstance(record.args, Mapping) and "exc" in record.args:
            # Celery puts both into the message of a failed task, and into its extra data.
            told = {"exc": tracebacks.described(error), "traceback": text}
            record.args = {**record.args, **told}
            record.data = record.args
        return True


def _without_values(arg: object) -> object:
    if isinstance(arg, BaseException) and tracebacks.quotes_values(arg):
        return tracebacks.described(arg)
    return arg
