"""The order of a list: `sort=id`, `sort=-date_placed`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

from omnitron.core.keyset import Sort

if TYPE_CHECKING:
    from django.db.models import QuerySet


def sort_of(request: Any, view: Any) -> Sort:
    """The order that was asked for, or the view's own; raises `ValidationError` for another."""
    sorts = getattr(view, "sorts", {"id": "pk"})
    asked = request.query_params.get("sort") or getattr(view, "default_sort", "id")
    field = sorts.get(asked.removeprefix("-"))
    if field is None:
        known = ", ".join(f"{sign}{name}" for name in sorts for sign in ("", "-"))
        raise ValidationError({"sort": [_("Sort by one of %(known)s.") % {"known": known}]})
    return Sort(field, descending=asked.startswith("-"))


class Sorting(BaseFilterBackend):
    """Puts a list in the order that was asked for, the key last: no page repeats a row."""

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The list in order."""
        return queryset.order_by(*sort_of(request, view).order_by())

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What the document says of it."""
        sorts = getattr(view, "sorts", {"id": "pk"})
        known = [f"{sign}{name}" for name in sorts for sign in ("", "-")]
        return [{"name": "sort", "in": "query", "schema": {"type": "string", "enum": known}}]
