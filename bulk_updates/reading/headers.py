"""The header of a file: which column stands where, and which are read past."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bulk_updates.columns import CHANGEABLE, COLUMNS, KEYS, REMARK, is_read_past
from bulk_updates.reading.problems import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLUMNS = 200
LONGEST_NAME = 150


@dataclass(frozen=True)
class Header:
    """Where each known column stands in a row, and what is read past."""

    width: int
    places: dict[str, int]
    ignored: list[str]
    # Places without a name, whose cells must be blank.
    unnamed: list[int]


def is_remark(cells: Sequence[str]) -> bool:
    """Whether a row is for people: its first cell begins with #."""
    return bool(cells) and cells[0].lstrip().startswith(REMARK)


def known_columns(cells: Sequence[str]) -> set[str]:
    """The columns of ours that a header names."""
    return {name.lower() for name in _names(cells)} & set(COLUMNS)


def read_header(cells: Sequence[str]) -> Header:
    """What the header says. Raises `Unreadable` for one from which no row can be understood."""
    names = _names(cells)
    _check(names)
    places = {name.lower(): at for at, name in enumerate(names) if name.lower() in COLUMNS}
    return Header(
        width=len(names),
        places=places,
        ignored=[name for name in names if name and name.lower() not in COLUMNS],
        unnamed=[at for at, name in enumerate(names) if not name],
    )


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().strip("\ufeff") for cell in cells]


def _check(names: list[str]) -> None:
    if len(names) > MOST_COLUMNS:
        raise Unreadable(Problem.TOO_MANY_COLUMNS, count=len(names), most=MOST_COLUMNS)
    known = known_columns(names)
    if not known:
        raise Unreadable(Problem.NO_HEADER)
    _check_names(names)
    for name in KEYS:
        if name not in known:
            raise Unreadable(Problem.COLUMN_MISSING, column=name)
    if not known & set(CHANGEABLE):
        raise Unreadable(Problem.NOTHING_TO_CHANGE, columns=", ".join(CHANGEABLE))


def _check_names(names: list[str]) -> None:
    for name, count in Counter(name.lower() for name in names if name).items():
        if count > 1:
            raise Unreadable(Problem.COLUMN_TWICE, column=name[:LONGEST_NAME])
    for name in names:
        if name and name.lower() not in COLUMNS and not is_read_past(name):
            raise Unreadable(Problem.UNKNOWN_COLUMN, column=name[:LONGEST_NAME], hint=_hint(name))


def _hint(name: str) -> str:
    near = get_close_matches(name.lower().replace(" ", "_"), COLUMNS, n=1)
    return _("Is it %(column)s?") % {"column": near[0]} if near else ""
