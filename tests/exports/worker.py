"""A worker that does one export and is killed at a named moment, or has no space for files.

`python -m tests.exports.worker <export> <point>`; it steps in between two functions of the
product and changes nothing of what they do.
"""

import os
import resource
import signal
import sys

import django

django.setup()

from exports import tasks  # noqa: E402
from exports.jobs import running  # noqa: E402
from exports.writers import csv, xlsx  # noqa: E402

POINTS = ("claimed", "writing", "written", "kept", "offered")
NO_SPACE = "no-space"
# Less than any file that a test writes.
BYTES = 64


def kill():
    """End this process as the system does that runs out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def killing_after(function):
    """The function, and nothing after it."""

    def wrapped(*args, **kwargs):
        function(*args, **kwargs)
        kill()

    return wrapped


def killing_within(function):
    """A function that gives one piece after the other, and dies with some of them given."""

    def wrapped(*args, **kwargs):
        for done, piece in enumerate(function(*args, **kwargs)):
            if done:
                kill()
            yield piece
        kill()

    return wrapped


def arm(point):
    """Have this process end at a moment."""
    if point == "claimed":
        running.claim_export = killing_after(running.claim_export)
    elif point == "writing":
        csv._blocks = killing_within(csv._blocks)
        xlsx._records = killing_within(xlsx._records)
    elif point == "written":
        running.WRITERS = {name: killing_after(write) for name, write in running.WRITERS.items()}
    elif point == "kept":
        running.keep = killing_after(running.keep)
    elif point == "offered":
        running._offer = killing_after(running._offer)
    elif point == NO_SPACE:
        resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))


if __name__ == "__main__":
    export_id, point = sys.argv[1:]
    arm(point)
    tasks.run_export(int(export_id))
