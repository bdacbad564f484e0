"""The lists of the settings: search, filter by state, pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise

from omnitron.core.folding import folded, holding
from omnitron.core.formats import count_text

Text = str | Promise
Row = TypeVar("Row", bound=models.Model)
PER_PAGE = 50
STATES = {"active": True, "inactive": False}


@dataclass(frozen=True)
class Words:
    """What a list says about itself; `none` and `purpose` where it may begin empty.

    Without `new` nothing is added there.
    """

    title: Text
    searched: Text
    new: Text = ""
    icon: str = ""
    none: Text = ""
    purpose: Text = ""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of rows and what was asked for."""

    page: Page[Row]
    query: str
    state: str
    has_state: bool
    is_filtered: bool

    @property
    def first(self) -> str:
        """Which row of all the page begins with."""
        return count_text(self.page.start_index())

    @property
    def last(self) -> str:
        """Which row of all the page ends with."""
        return count_text(self.page.end_index())

    @property
    def total(self) -> str:
        """How many rows there are."""
        return count_text(self.page.paginator.count)


def listing(
    request: HttpRequest,
    rows: models.QuerySet[Row],
    *,
    searched: list[str],
    order_by: Sequence[Any] = (),
) -> Listing[Row]:
    """The rows that hold every word of ?q= and are in ?state=, one page of them.

    They are sorted by the first of the searched columns, or by `order_by`.
    """
    query = request.GET.get("q", "").replace("\0", "").strip()
    state = request.GET.get("state", "")
    has_state = hasattr(rows.model, "is_active")
    if has_state and state in STATES:
        rows = rows.filter(is_active=STATES[state])
    else:
        state = ""
    rows = holding(rows, query, searched)
    rows = rows.order_by(*(order_by or (folded(searched[0]),)), "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = any(value for name, value in request.GET.items() if name != "page")
    return Listing(page, query, state, has_state=has_state, is_filtered=asked)


def key_in(request: HttpRequest, name: str) -> int:
    """The key that the query string names; 0, which no row has, for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
