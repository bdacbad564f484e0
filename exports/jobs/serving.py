"""Saying that the queue is served while all of its workers are at long files."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from omnitron.core.tasks import sign_of_life

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)
QUEUE = "exports"
# Several times within the 90 seconds for which one sign counts.
SECONDS_BETWEEN_WORDS = 15.0


@contextmanager
def serving() -> Iterator[None]:
    """Give the sign of life that beat asks for, which waits in the queue behind long exports."""
    over = Event()
    # A thread of its own, which nobody waits for: without an answer of Redis the claim is renewed
    # all the same, and the file gets finished.
    Thread(target=_tell, args=(over,), name=f"{QUEUE}-served", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _tell(over: Event) -> None:
    while True:
        try:
            sign_of_life(QUEUE)
        except Exception:
            logger.warning("That the queue %s is served could not be told.", QUEUE)
        if over.wait(SECONDS_BETWEEN_WORDS):
            return
