"""A worker of bulk updates that dies: `python -m tests.bulk_updates.mortal_worker KEY MOMENT`.

It ends itself by SIGKILL in the middle of what it does, at the second turn of the named moment.
"""

import os
import signal
import sys
from importlib import import_module

import django

django.setup()

from bulk_updates.jobs import applying, checking, reading  # noqa: E402
from bulk_updates.jobs.working import work_on  # noqa: E402
from tests.bulk_updates.moments import MOMENTS  # noqa: E402


def die_at(moment: str) -> None:
    """Step in after a function of the product, and change nothing of what it does."""
    path, name = MOMENTS[moment]
    module = import_module(f"bulk_updates.jobs.{path}")
    function = getattr(module, name)
    turns = []

    def deadly(*args, **kwargs):
        result = function(*args, **kwargs)
        turns.append(1)
        if len(turns) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, deadly)


def work_in_small_pieces() -> None:
    """A few rows are many pieces."""
    reading.AT_ONCE = 2
    checking.AT_ONCE = 2
    applying.ORDERS_AT_ONCE = 2


if __name__ == "__main__":
    work_in_small_pieces()
    die_at(sys.argv[2])
    work_on(int(sys.argv[1]))
