"""Lists in pages: by number, as Akinon's clients ask, and by key for whoever pulls all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from omnitron.api.base.sorting import sort_of
from omnitron.core.keyset import BadCursor, Cursor, count_up_to, expected_count, page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 500
# Up to here a count is exact; beyond, PostgreSQL's statistics say about how many there are.
COUNTED = 10_000
# From here on the keys of a page are found first: an index has them side by side, where rows that
# are only passed over would be read from the disk.
DEEP = 1_000
# No page lies further: PostgreSQL counts rows in as many bits.
FURTHEST = 2**62
_INTEGER = {"type": "integer", "minimum": 1}


class Pages(BasePagination):
    """`page` from 1 on and `limit`, or `cursor` and `limit`.

    A page beyond the last is empty: clients go on until there is no `next`.
    """

    by_key = True

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Any, view: Any = None
    ) -> list[Any]:
        """The rows of the page that was asked for."""
        self.request = request
        self.count: int | None
        self.limit = min(_number(request, "limit", DEFAULT_LIMIT), LARGEST_LIMIT)
        if self.by_key and "cursor" in request.query_params:
            return self._by_key(queryset, view)
        return self._by_number(queryset)

    def get_paginated_response(self, data: Any) -> Response:
        """{"count", "next", "previous", "results"}."""
        links = {"count": self.count, "next": self.next, "previous": self.previous}
        return Response({**links, "results": data})

    def _by_number(self, queryset: QuerySet[Any]) -> list[Any]:
        number = _number(self.request, "page", 1)
        begin = min((number - 1) * self.limit, FURTHEST)
        rows = list(_slice(queryset, begin, self.limit + 1))
        more = len(rows) > self.limit
        del rows[self.limit :]
        self.next = self._link("page", number + 1) if more else None
        self.previous = self._link("page", number - 1) if number > 1 else None
        self.count = _count(queryset, seen=begin + len(rows) + more if rows else 0)
        return rows

    def _by_key(self, queryset: QuerySet[Any], view: Any) -> list[Any]:
        sort, text = sort_of(self.request, view), self.request.query_params["cursor"]
        of_dates = sort.field.endswith("_at")
        try:
            cursor = Cursor.parse(text, backwards=False, of_dates=of_dates) if text else None
        except BadCursor:
            told = _("There is no such page: begin again with an empty cursor.")
            raise ValidationError({"cursor": [told]}) from None
        page = page_of(queryset, sort=sort, size=self.limit, cursor=cursor)
        self.next = self._link("cursor", page.next) if page.next else None
        self.previous, self.count = None, None
        return page.rows

    def _link(self, name: str, value: Any) -> str:
        url = self.request.build_absolute_uri()
        if value == 1:
            return remove_query_param(url, name)
        return replace_query_param(url, name, value)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What the document says of a page."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "nullable": True},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What may be asked for."""
        limit = {**_INTEGER, "default": DEFAULT_LIMIT}
        parameters = [
            {"name": "page", "in": "query", "schema": _INTEGER},
            {"name": "limit", "in": "query", "schema": limit},
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
        ]
        return parameters if self.by_key else parameters[:-1]


class NumberedPages(Pages):
    """`page` and `limit` alone: a list that gets shorter as it is read has no place to go on."""

    by_key = False


def _number(request: Any, name: str, default: int) -> int:
    text = request.query_params.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 19 and int(text) > 0):
        told = _("Give a whole number from 1 on, not “%(text)s”.") % {"text": text[:50]}
        raise ValidationError({name: [told]})
    return int(text)


def _slice(queryset: QuerySet[Any], begin: int, size: int) -> QuerySet[Any]:
    if begin < DEEP:
        return queryset[begin : begin + size]
    keys = queryset.values("pk")[begin : begin + size]
    return queryset.filter(pk__in=keys)


def _count(queryset: QuerySet[Any], *, seen: int) -> int:
    """How many there are: exactly up to `COUNTED`, and never fewer than were seen."""
    counted = count_up_to(COUNTED + 1, queryset)
    if counted <= COUNTED:
        return counted
    return max(expected_count(queryset), seen, counted)
