"""The moments at which a worker of a chaos run kills itself, by name.

A worker is the product's own, started by `tests.chaos.worker`, which steps in around the functions
between two moments and changes nothing of what they do.
"""

import os
import random
import signal
import threading
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

POINTS = (
    "claimed",
    "sent",
    "booked_not_answered",
    "answered_not_recorded",
    "recorded_not_settled",
)


class Killer:
    """Ends its own process by SIGKILL at a moment that chance picks, and writes down where."""

    def __init__(self, *, hits: Path, chance: float) -> None:
        self.hits = hits
        self.chance = chance
        self.random = random.SystemRandom()

    def chosen(self, point: str) -> bool:
        """Whether this moment, this time, is the last one; one that never was is preferred."""
        eagerness = 0.5 if count_hits(self.hits)[point] else 8
        return self.random.random() < self.chance * eagerness

    def kill(self, point: str) -> None:
        """End this process at once."""
        write_down(self.hits, point)
        os.kill(os.getpid(), signal.SIGKILL)

    def after(self, point: str, function):
        """The function, with a moment right after it has done something."""

        @wraps(function)
        def wrapped(*args, **kwargs):
            result = function(*args, **kwargs)
            if result and self.chosen(point):
                self.kill(point)
            return result

        return wrapped

    @contextmanager
    def during(self, point: str, is_now):
        """Kill while something goes on, as soon as it is time, if it takes long enough."""
        over = threading.Event()

        def watch():
            while not over.wait(0.002):
                if is_now() and not over.is_set():
                    self.kill(point)

        if self.chosen(point):
            threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            over.set()


def write_down(hits: Path, *what: str) -> None:
    """Note what happened, so that it outlives this process."""
    with hits.open("a") as file:
        file.write("".join(f"{word}\n" for word in what))
        file.flush()
        os.fsync(file.fileno())


def count_hits(hits: Path, names: tuple[str, ...] = POINTS) -> dict[str, int]:
    """How often each of these was noted: the moments at which a worker ended, unless named."""
    lines = hits.read_text().split() if hits.exists() else []
    return {name: lines.count(name) for name in names}
