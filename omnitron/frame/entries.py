"""What a panel and its sidebar are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """A link of the sidebar; `section` names the pages on which it is the current one.

    `view` is which of several entries for one page it is, as the page's address says it.
    `waiting` are the rows there that wait for somebody, of which the entry says how many.
    """

    label: Text
    url_name: str
    icon: str
    permission: str
    section: str
    waiting: Callable[[Any], QuerySet[Any]] | None = None
    view: str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name) + (f"?view={self.view}" if self.view else "")


@dataclass(frozen=True)
class Group:
    """Entries under one heading; what belongs to no others has none."""

    heading: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Panel:
    """One of the two work places."""

    name: str
    label: Text
    permission: str
    url_name: str
    groups: tuple[Group, ...] = field(default=())
    # What the search box sends to, and who may.
    search_url_name: str = ""
    search_permission: str = ""

    @property
    def url(self) -> str:
        """Where the panel begins."""
        return reverse(self.url_name)
