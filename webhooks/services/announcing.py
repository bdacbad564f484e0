"""Telling at once of what a program has just changed, and not only with the next sweep."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from omnitron.core.nudging import nudge
from webhooks import tasks

# Of many changes in this time only the first sends for somebody: the sweep finds the others.
SECONDS = 1
KEY = "webhooks-are-being-announced"


def announce_soon() -> None:
    """Have what this transaction changes announced once it is committed."""
    transaction.on_commit(_remind, robust=True)


def _remind() -> None:
    if cache.add(KEY, True, timeout=SECONDS):
        nudge(tasks.sweep, None, expires=SECONDS)
