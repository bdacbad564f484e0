"""A column is a header, an SQL expression and a type; the type says how a cell is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision, list_currencies
from django.utils.text import format_lazy

from omnitron.core.spreadsheets import FORMULA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import Promise

_FORMULA = ", ".join(str(ord(sign)) for sign in FORMULA)
# The most that a cell of a workbook holds.
LONGEST_CELL = 32_767
DEFAULT_PLACES = 2


class Type(Enum):
    """What a cell holds."""

    TEXT = "text"
    URL = "url"
    NUMBER = "number"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """One column of a kind; `sql` may depend on the active language, then it is called."""

    name: str
    header: str | Promise
    sql: str | Callable[[], str]
    type: Type = Type.TEXT
    # What people choose it by, where its header is a word for programs.
    label: str | Promise = ""

    @property
    def words(self) -> str:
        """What it is called where somebody chooses it, in the active language."""
        return str(self.label or self.header)

    def caption(self, zone: str) -> str:
        """The header in the active language, with the zone that its moments are in."""
        if self.type is not Type.MOMENT:
            return str(self.header)
        return str(format_lazy("{header} ({zone})", header=self.header, zone=zone))

    def expression(self) -> str:
        """What PostgreSQL works out, before anything is written."""
        return self.sql if isinstance(self.sql, str) else self.sql()


def as_text(type: Type, cell: str, *, places: str, zone: str) -> str:
    """SQL for a cell of a CSV file: ISO dates, a point before decimals, no formulas.

    `places` is SQL for how many decimals the currency of the row has.
    """
    match type:
        case Type.TEXT | Type.URL:
            return disarmed(cell)
        case Type.AMOUNT:
            # Never fewer decimals than the amount has.
            return f"round({cell}, greatest({places}, min_scale({cell})))"
        case Type.DATE:
            return f"to_char({cell}, 'YYYY-MM-DD')"
        case Type.MOMENT:
            return f"to_char({cell} AT TIME ZONE {literal(zone)}, 'YYYY-MM-DD HH24:MI:SS')"
        case _:
            return cell


def as_value(type: Type, cell: str, *, zone: str) -> str:
    """SQL for a cell of a workbook, which has types of its own."""
    match type:
        case Type.TEXT | Type.URL:
            return f"left({disarmed(cell)}, {LONGEST_CELL})"
        case Type.NUMBER:
            return f"{cell}::bigint"
        case Type.AMOUNT | Type.DECIMAL:
            return f"{cell}::float8"
        case Type.MOMENT:
            return f"date_trunc('second', {cell} AT TIME ZONE {literal(zone)})"
        case _:
            return cell


def disarmed(sql: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return f"CASE WHEN ascii({sql}) IN ({_FORMULA}) THEN '''' || {sql} ELSE {sql} END"


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def captions(sql: str, choices: Iterable[tuple[object, object]]) -> str:
    """SQL for the words of a code, in the active language."""
    cases = " ".join(
        f"WHEN {literal(code) if isinstance(code, str) else code} THEN {literal(str(words))}"
        for code, words in choices
    )
    return f"CASE {sql} {cases} END"


@cache
def _odd_places() -> dict[int, list[str]]:
    """The currencies that have not two places, by how many they have."""
    found: dict[int, list[str]] = {}
    for currency in sorted(list_currencies()):
        places = get_currency_precision(currency)
        if places != DEFAULT_PLACES:
            found.setdefault(places, []).append(currency)
    return found


def places_of(currency: str) -> str:
    """SQL for how many decimals a currency has."""
    cases = " ".join(
        f"WHEN {currency} IN ({', '.join(map(literal, codes))}) THEN {places}"
        for places, codes in sorted(_odd_places().items())
    )
    return f"CASE {cases} ELSE {DEFAULT_PLACES} END"
