"""Telling a worker after commit that there is something to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

if TYPE_CHECKING:
    from celery import Task


def nudge(
    task: Task[Any, Any],
    key: int | list[int] | None,
    *,
    countdown: float = 0,
    expires: float | None = None,
) -> None:
    """Put a task into its queue once the transaction is committed.

    The row is the order, and the task only a reminder: where the queue is out of reach, the
    failure is logged and a sweep finds the row, but whoever asked is answered well and at once.
    A reminder that has waited for longer than `expires` seconds is dropped. A sweep has no key.
    """
    options: dict[str, Any] = {"countdown": countdown, "expires": expires}
    arguments = () if key is None else (key,)
    send = partial(task.apply_async, arguments, retry=False, **options)
    transaction.on_commit(send, robust=True)
