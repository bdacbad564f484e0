"""How much waits, beside the entries of the sidebar."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet

from omnitron.core import formats
from omnitron.core.waiting import COUNTED, counts_of


class Counts:
    """How much waits for a person, by entry; nothing is counted before the first is drawn."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.sources: dict[str, Callable[[Any], QuerySet[Any]]] = {}

    def of(self, name: str, source: Callable[[Any], QuerySet[Any]]) -> Callable[[], str]:
        """What an entry says once it is drawn; '' for nothing."""
        self.sources[name] = source
        return partial(self._text, name)

    def _text(self, name: str) -> str:
        count = self._all[name]
        return formats.capped_text(count, COUNTED) if count else ""

    @cached_property
    def _all(self) -> Mapping[str, int]:
        return counts_of(self.user, self.sources)
