"""What made a change happen: a request, a line of a file, a plan. The order log names it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_cause: ContextVar[str] = ContextVar("cause", default="")


@contextmanager
def because_of(cause: str) -> Iterator[None]:
    """Everything recorded inside has this cause, written as `kind:reference`."""
    token = _cause.set(cause)
    try:
        yield
    finally:
        _cause.reset(token)


def current() -> str:
    """The cause of what happens now; empty where nobody named one."""
    return _cause.get()
