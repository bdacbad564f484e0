"""Reading a CSV file of places."""

from __future__ import annotations

import csv
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SALES_CHANNEL = "sales_channel"
MOST_TOLD = 20


class PlaceLine(NamedTuple):
    """One line: its lowest name is the place that the code and the mapping are of."""

    line: int
    country: str
    city: str = ""
    township: str = ""
    district: str = ""
    code: str = ""
    mapping_code: str = ""
    integration_type: str = ""


LONGEST = {
    "country": 128,
    "city": 128,
    "township": 128,
    "district": 128,
    "code": 64,
    "mapping_code": 256,
    "integration_type": 32,
}
# Who names a place has to name what it lies in.
_WITHIN = (("district", "township"), ("township", "city"))


class Unreadable(Refusal):
    """What is wrong in a file, line by line."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        told = [f"Line {line}: {sentence}" for line, sentence in sorted(problems)]
        more = len(told) - MOST_TOLD
        rest = [f"({more} more)"] if more > 0 else []
        super().__init__("\n".join([*told[:MOST_TOLD], *rest]))


def read_places(lines: Iterable[str]) -> list[PlaceLine]:
    """The places of a CSV file with a header. Raises `Unreadable` with all that is wrong."""
    reader = csv.reader(lines, strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise Unreadable([(reader.line_num, f"this is no CSV: {error}.")]) from None
    if not rows:
        raise Unreadable([(1, "the file is empty.")])
    header = [_clean(name).lower() for name in rows[0][1]]
    if problem := _problem_of_header(header):
        raise Unreadable([(rows[0][0], problem)])
    found = [_place(line, header, cells) for line, cells in rows[1:] if any(map(_clean, cells))]
    problems = [problem for place in found for problem in _problems(place)]
    problems += [
        (line, "it has more cells than the header has columns.")
        for line, cells in rows[1:]
        if any(map(_clean, cells[len(header) :]))
    ]
    if problems:
        raise Unreadable(problems)
    return found


def _place(line: int, header: list[str], cells: list[str]) -> PlaceLine:
    values = dict(zip(header, map(_clean, cells), strict=False))
    if values.get("mapping_code"):
        values["integration_type"] = values.get("integration_type") or SALES_CHANNEL
    return PlaceLine(line, **{"country": "", **values})


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _problem_of_header(header: list[str]) -> str:
    known = ", ".join(LONGEST)
    if unknown := [name for name in header if name not in LONGEST]:
        return f"there is no column “{unknown[0]}”; there may be: {known}."
    if "country" not in header:
        return f"the header has no column country; it may have: {known}."
    twice = [name for name in header if header.count(name) > 1]
    return f"the column {twice[0]} is there twice." if twice else ""


def _problems(place: PlaceLine) -> Iterator[tuple[int, str]]:
    values = place._asdict()
    if not place.country:
        yield place.line, "it has no country."
    for name, within in _WITHIN:
        if values[name] and not values[within]:
            yield place.line, f"it has a {name} without a {within}."
    if place.integration_type and not place.mapping_code:
        yield place.line, "it has an integration_type without a mapping_code."
    for name, longest in LONGEST.items():
        if "\0" in values[name]:
            yield place.line, f"its {name} holds a character that is no text."
        if len(values[name]) > longest:
            yield place.line, f"its {name} is longer than {longest} characters."
