"""Pages of a file's rows, in the order of its lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.core.keyset import BadCursor, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from bulk_updates.models import BulkUpdateRow

_LINE = re.compile(r"[0-9]{1,9}")


def page_by_line(rows: QuerySet[BulkUpdateRow], query: Mapping[str, str], *, size: int) -> Page:
    """The rows after a line, or before one; the first ones where there is no such line."""
    try:
        after, before = _line_in(query, "after"), _line_in(query, "before")
    except BadCursor as refusal:
        return replace(page_by_line(rows, {}, size=size), problem=str(refusal))
    if after is None and before is not None:
        found = list(rows.filter(line__lt=before).order_by("-line")[: size + 1])
        more = len(found) > size
        return _page(found[:size][::-1], has_previous=more, has_next=True)
    if after is not None:
        rows = rows.filter(line__gt=after)
    found = list(rows.order_by("line")[: size + 1])
    return _page(found[:size], has_previous=after is not None, has_next=len(found) > size)


def _line_in(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not _LINE.fullmatch(text):
        raise BadCursor(_("There is no such page; this is the first one."))
    return int(text)


def _page(rows: list[BulkUpdateRow], *, has_previous: bool, has_next: bool) -> Page:
    return Page(
        rows,
        next=str(rows[-1].line) if rows and has_next else "",
        previous=str(rows[0].line) if rows and has_previous else "",
    )
