"""Why a whole file cannot be read: stable codes, and a sentence for each with the way out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Problem(StrEnum):
    """What keeps a file from being read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_ENDING = "wrong_ending"
    OLD_WORKBOOK = "old_workbook"
    NO_TEXT = "no_text"
    NUL = "nul"
    UNDECODABLE = "undecodable"
    MIXED_ENCODINGS = "mixed_encodings"
    QUOTE_LEFT_OPEN = "quote_left_open"
    LINE_TOO_LONG = "line_too_long"
    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    COLUMN_TWICE = "column_twice"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_MISSING = "column_missing"
    NOTHING_TO_CHANGE = "nothing_to_change"
    DAMAGED_WORKBOOK = "damaged_workbook"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    FILE_LOST = "file_lost"
    WORKER_LOST = "worker_lost"


_SENTENCES = {
    Problem.EMPTY: _("The file is empty: choose the one that you filled in."),
    Problem.TOO_LARGE: _(
        "The file has %(size)s MB, %(most)s MB are the most: divide it into several files."
    ),
    Problem.WRONG_ENDING: _(
        "The content is %(kind)s, but the name does not end with %(ending)s: rename the file."
    ),
    Problem.OLD_WORKBOOK: _(
        "This is an old Excel file, or one with a password: save it without a password as .xlsx"
        " or as CSV."
    ),
    Problem.NO_TEXT: _(
        "This is neither a CSV file nor an Excel workbook: save the table as CSV (UTF-8) or .xlsx."
    ),
    Problem.NUL: _(
        "Line %(line)s holds a character that no text has (NUL): save the table as CSV (UTF-8)"
        " again."
    ),
    Problem.UNDECODABLE: _(
        "Line %(line)s cannot be read as %(encoding)s: choose another encoding, or save the table"
        " as CSV (UTF-8)."
    ),
    Problem.MIXED_ENCODINGS: _(
        "Line %(line)s is in another encoding than the lines before: save the whole table as CSV"
        " (UTF-8), or choose the encoding that most lines have."
    ),
    Problem.QUOTE_LEFT_OPEN: _(
        "The quotes of the row that begins on line %(line)s do not match: close them, or double"
        " those that belong to the text."
    ),
    Problem.LINE_TOO_LONG: _(
        "Line %(line)s has more than %(most)s characters: no table has such a line. Is it a CSV"
        " file?"
    ),
    Problem.NO_HEADER: _(
        "The first line names no column that is known here: download the template, its first line"
        " has the names."
    ),
    Problem.NO_ROWS: _("The file has a header and no row below it: nothing would change."),
    Problem.TOO_MANY_COLUMNS: _(
        "The file has %(count)s columns, %(most)s are the most: leave out those that change"
        " nothing."
    ),
    Problem.TOO_MANY_ROWS: _("The file has more than %(most)s rows: divide it into several files."),
    Problem.COLUMN_TWICE: _("The column %(column)s is there twice: delete one of them."),
    Problem.UNKNOWN_COLUMN: _(
        "The column “%(column)s” is not known: rename it, or delete it. %(hint)s"
    ),
    Problem.COLUMN_MISSING: _(
        "The column %(column)s is missing: it tells which order line a row is about."
    ),
    Problem.NOTHING_TO_CHANGE: _(
        "The file has no column that could change anything. These can: %(columns)s."
    ),
    Problem.DAMAGED_WORKBOOK: _(
        "The workbook is damaged: open it in Excel, save it anew, and upload that one."
    ),
    Problem.WORKBOOK_TOO_LARGE: _(
        "The workbook unpacks to more than %(most)s MB: save the table as CSV (UTF-8)."
    ),
    Problem.FILE_LOST: _(
        "The uploaded file cannot be read from the disk for files: upload it again; if that does"
        " not help, tell an administrator."
    ),
    Problem.WORKER_LOST: _(
        "Reading the file was broken off %(count)s times: divide it into smaller files, or tell an"
        " administrator."
    ),
}


class Unreadable(Exception):
    """A file cannot be read; `values` are what its sentence names."""

    def __init__(self, problem: Problem, **values: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values

    def __str__(self) -> str:
        return sentence_of(self.problem, self.values)


def sentence_of(problem: str, values: Mapping[str, Any]) -> str:
    """What is wrong with the file and what to do, in the language of the moment."""
    return (str(_SENTENCES[Problem(problem)]) % values).strip()
