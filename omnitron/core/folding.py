"""Comparing texts in which case and accents make no difference."""

from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat

MOST_WORDS = 5
TEXT = models.TextField()
Row = TypeVar("Row", bound=models.Model)


def folded(text: Any) -> Func:
    """Text in which case and accents make no difference: İstanbul and istanbul meet."""
    return Func(text, function="omnitron_fold", output_field=TEXT)


def holding(rows: models.QuerySet[Row], text: str, columns: list[str]) -> models.QuerySet[Row]:
    """The rows that hold every word of the text, of which `MOST_WORDS` count, in the columns."""
    words = text.split()[:MOST_WORDS]
    if not words:
        return rows
    held: Any = (
        columns[0] if len(columns) == 1 else Concat(*_with_spaces(columns), output_field=TEXT)
    )
    found: Any = rows.alias(held=folded(held))
    for word in words:
        found = found.filter(held__contains=folded(Value(word)))
    return cast("models.QuerySet[Row]", found)


def _with_spaces(columns: list[str]) -> list[Any]:
    spaced: list[Any] = []
    for column in columns:
        spaced += [column, Value(" ")]
    return [*spaced, Value("")]
