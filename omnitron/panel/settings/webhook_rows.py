"""The webhooks of a list, with how much of each waits and has failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omnitron.core.formats import capped_text
from omnitron.core.keyset import counts_up_to
from webhooks.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webhooks.models import Webhook

COUNTED = 10_000


@dataclass(frozen=True)
class Counts:
    """What of a webhook was not taken: it waits, or was given up."""

    waiting: int
    failed: int

    @property
    def waiting_text(self) -> str:
        """“14”, or “10,000+”."""
        return capped_text(self.waiting, COUNTED)

    @property
    def failed_text(self) -> str:
        """“14”, or “10,000+”."""
        return capped_text(self.failed, COUNTED)


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    webhook: Webhook
    counts: Counts


def rows_of(webhooks: Sequence[Webhook]) -> list[Row]:
    """A line for each, counted in one statement."""
    return [
        Row(webhook, counts) for webhook, counts in zip(webhooks, counted(webhooks), strict=True)
    ]


def counted(webhooks: Sequence[Webhook]) -> list[Counts]:
    """What of each webhook was not taken, counted no further than one beyond `COUNTED`."""
    if not webhooks:
        return []
    of_each = [Delivery.objects.filter(webhook=webhook) for webhook in webhooks]
    parts = [part for own in of_each for part in (own.waiting(), own.failed())]
    numbers = counts_up_to(COUNTED + 1, parts)
    return [Counts(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
