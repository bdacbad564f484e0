"""Numbers that lead to the list that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

Query = dict[str, str]


@dataclass(frozen=True)
class Note:
    """A smaller number below; without an address it is only words."""

    text: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Figure:
    """A number with its name, or several where they do not add up.

    `tone` colours it where somebody must act.
    """

    label: str | Promise
    text: str | tuple[str, ...]
    url: str = ""
    notes: tuple[Note, ...] = ()
    tone: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The number, or all of them."""
        return (self.text,) if isinstance(self.text, str) else self.text


def address(url_name: str, query: Mapping[str, str | int] | None = None) -> str:
    """The address of a list with its filter."""
    url = reverse(url_name)
    return f"{url}?{urlencode(query)}" if query else url
