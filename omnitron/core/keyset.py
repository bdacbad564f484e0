"""Pages by key: the next page begins where this one ended, however deep, at the same cost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, DecimalField, Expression, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

MAX_PK = 2**63 - 1
# As many digits as an amount has; an exponent could ask for millions.
AMOUNT = re.compile(r"-?[0-9]{1,11}(\.[0-9]{1,3})?")


class BadCursor(Refusal):
    """A page key that no page of this list ever had."""


@dataclass(frozen=True)
class Sort:
    """A list's order: one column, then the primary key."""

    field: str
    descending: bool

    def order_by(self, *, backwards: bool = False, field: str | None = None) -> tuple[str, str]:
        """Arguments for `QuerySet.order_by`."""
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{field or self.field}", f"{sign}pk"


@dataclass(frozen=True)
class Cursor:
    """The row a page begins after, or ends before."""

    value: datetime | Decimal
    pk: int
    backwards: bool = False

    @classmethod
    def parse(cls, text: str, *, backwards: bool, of_dates: bool) -> Self:
        """Read a cursor as `str` wrote it. Raises `BadCursor`."""
        value_text, _tilde, pk_text = text.rpartition("~")
        try:
            value = datetime.fromisoformat(value_text) if of_dates else _amount(value_text)
            pk = int(pk_text)
            usable = not isinstance(value, datetime) or value.tzinfo is not None
        except ValueError:
            usable, value, pk = False, Decimal(0), 0
        if not usable or not 0 <= pk <= MAX_PK:
            raise BadCursor(_("There is no such page; this is the first one."))
        return cls(value, pk, backwards)

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return f"{value}~{self.pk}"

    def condition(self, sort: Sort) -> Q:
        """The rows beyond this one, as an index over the column and the key can find them."""
        way = "lt" if sort.descending != self.backwards else "gt"
        return Q(**{f"{sort.field}__{way}e": self.value}) & (
            Q(**{f"{sort.field}__{way}": self.value}) | Q(**{f"pk__{way}": self.pk})
        )


def cursor_in(query: Mapping[str, str], *, of_dates: bool) -> Cursor | None:
    """Which row the page asked for begins after, or ends before. Raises `BadCursor`."""
    for name, backwards in (("after", False), ("before", True)):
        if text := query.get(name):
            return Cursor.parse(text, backwards=backwards, of_dates=of_dates)
    return None


@dataclass(frozen=True)
class Page:
    """Rows in the list's order, with the keys of the pages on either side where they exist.

    `problem` says why they are the first page, where another one was asked for.
    """

    rows: list[Any]
    next: str
    previous: str
    problem: str = ""


def page_of(
    queryset: QuerySet[Any],
    *,
    sort: Sort,
    size: int,
    cursor: Cursor | None = None,
    few: bool = False,
    parts: Sequence[Q] = (),
) -> Page:
    """One page of a list.

    `few` says that the filter leaves few rows: they are read and sorted, where walking an index
    in the list's order could pass over the whole table to find them. `parts` cuts a filter of
    several values into conditions that exclude each other, each of which an index has in order, or
    leaves few.
    """
    if queryset.query.is_empty():
        # A union of nothing cannot be put in order.
        return Page([], next="", previous="")
    backwards = cursor is not None and cursor.backwards
    if cursor:
        queryset = queryset.filter(cursor.condition(sort))
    if few:
        found = together(queryset.annotate(sort_key=_unindexed(sort)), parts)
        order = sort.order_by(backwards=backwards, field="sort_key")
        rows = list(_ordered(found, order)[: size + 1])
    else:
        rows = list(_in_order(queryset, sort.order_by(backwards=backwards), size + 1, parts))
    more = len(rows) > size
    del rows[size:]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
    return Page(
        rows,
        next=_key(rows, -1, sort) if has_next else "",
        previous=_key(rows, 0, sort) if has_previous else "",
    )


def page_in(
    query: Mapping[str, str], queryset: QuerySet[Any], *, sort: Sort, size: int, of_dates: bool
) -> Page:
    """The page that was asked for; the first one where the list has no such page."""
    try:
        cursor, problem = cursor_in(query, of_dates=of_dates), ""
    except BadCursor as refusal:
        cursor, problem = None, str(refusal)
    return replace(page_of(queryset, sort=sort, size=size, cursor=cursor), problem=problem)


def count_up_to(limit: int, queryset: QuerySet[Any], parts: Sequence[Q] = ()) -> int:
    """How many rows there are, counted no further than the limit; `parts` as in `page_of`."""
    return int(_keys(limit, queryset, parts).count())


def together(queryset: QuerySet[Any], parts: Sequence[Q]) -> QuerySet[Any]:
    """The rows of all parts, each read by itself; `parts` as in `page_of`."""
    first, *others = _divide(queryset, parts)
    return first.union(*others, all=True) if others else first


def counts_up_to(
    limit: int, querysets: Iterable[QuerySet[Any]], parts: Sequence[Q] = ()
) -> list[int]:
    """How many rows several lists have, counted like that in one statement."""
    counts: list[str] = []
    parameters: list[Any] = []
    for rows in querysets:
        try:
            sql, values = _keys(limit, rows, parts).query.sql_with_params()
        except EmptyResultSet:
            counts.append("0")
        else:
            counts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
            parameters += values
    if set(counts) <= {"0"}:
        return [0] * len(counts)
    with connection.cursor() as cursor:
        # The statements are the ORM's own, their values apart from them.
        cursor.execute("SELECT " + ", ".join(counts), parameters)
        return list(cursor.fetchone())


def expected_count(queryset: QuerySet[Any]) -> int:
    """How many rows PostgreSQL's statistics expect; it reads none of them."""
    text = queryset.order_by().values("pk").explain(format="json")
    if not text:
        # Django knows by itself that there are none, and asks nobody.
        return 0
    plan = json.loads(text)
    return int(plan[0]["Plan"]["Plan Rows"])


def _keys(limit: int, queryset: QuerySet[Any], parts: Sequence[Q]) -> QuerySet[Any]:
    """Keys of as many rows at most, each part read no further either."""
    first, *others = [rows.order_by().values("pk")[:limit] for rows in _divide(queryset, parts)]
    return first.union(*others, all=True)[:limit] if others else first


def _in_order(
    queryset: QuerySet[Any], order: tuple[str, str], limit: int, parts: Sequence[Q]
) -> QuerySet[Any]:
    first, *others = [rows.order_by(*order)[:limit] for rows in _divide(queryset, parts)]
    if not others:
        return first
    return _ordered(first.union(*others, all=True), order)[:limit]


def _ordered(rows: QuerySet[Any], order: tuple[str, str]) -> QuerySet[Any]:
    """In this order, also where the rows are a union, which has columns and no primary key."""
    column, key = order
    return rows.order_by(column, key.replace("pk", "id") if rows.query.combinator else key)


def _divide(queryset: QuerySet[Any], parts: Sequence[Q]) -> list[QuerySet[Any]]:
    return [queryset.filter(part) for part in parts] or [queryset]


def _unindexed(sort: Sort) -> Expression:
    """The sort column in a form that no index is in order of, so that the filter's is used."""
    if sort.field.endswith("_at"):
        return ExpressionWrapper(F(sort.field) + Value(timedelta(0)), output_field=DateTimeField())
    return ExpressionWrapper(F(sort.field) + Value(Decimal(0)), output_field=DecimalField())


def _amount(text: str) -> Decimal:
    if not AMOUNT.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _key(rows: list[Any], place: int, sort: Sort) -> str:
    if not rows:
        return ""
    return str(Cursor(getattr(rows[place], sort.field), rows[place].pk))
