"""Filters of lists that clients exchange data by."""

from __future__ import annotations

from typing import Any

import django_filters


class ContentTypeFilter(django_filters.CharFilter):
    """Rows by the name of a content type, in any letters; kept and indexed are small ones."""

    def filter(self, qs: Any, value: str) -> Any:
        """Those of that name."""
        return super().filter(qs, value.lower())
