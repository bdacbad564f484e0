"""Taking in places, in a few statements whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from geography.reading import PlaceLine, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.utils import CursorWrapper

_LEVELS = (("country", "city"), ("city", "township"), ("township", "district"))
_LINES = """
    CREATE TEMPORARY TABLE place_line (
        line integer, country text, city text, township text, district text, code text,
        mapping_code text, integration_type text,
        country_id bigint, city_id bigint, township_id bigint, district_id bigint,
        kind text GENERATED ALWAYS AS (CASE WHEN district <> '' THEN 'district'
            WHEN township <> '' THEN 'township' WHEN city <> '' THEN 'city'
            ELSE 'country' END) STORED
    ) ON COMMIT DROP
"""
_COUNTRIES = """
    UPDATE place_line SET country_id = known.id FROM (
        SELECT DISTINCT ON (wanted.country) wanted.country, found.id
        FROM (SELECT DISTINCT country FROM place_line) AS wanted
        JOIN geography_country AS found ON found.code = upper(wanted.country)
            OR omnitron_fold(found.name) = omnitron_fold(wanted.country)
        ORDER BY wanted.country, found.code = upper(wanted.country) DESC, found.id
    ) AS known WHERE known.country = place_line.country
"""
_UNKNOWN = "SELECT line, country FROM place_line WHERE country_id IS NULL"
_ADD = """
    INSERT INTO geography_{kind} ({parent}_id, name, code, is_active)
    SELECT {parent}_id, {kind}, '', true FROM place_line WHERE {kind} <> ''
    GROUP BY {parent}_id, {kind} ORDER BY min(line)
    ON CONFLICT ({parent}_id, name) DO NOTHING
"""
_FIND = """
    UPDATE place_line SET {kind}_id = known.id FROM geography_{kind} AS known
    WHERE known.{parent}_id = place_line.{parent}_id AND known.name = place_line.{kind}
"""
_CODES = """
    UPDATE geography_{kind} AS place SET code = last.code FROM (
        SELECT DISTINCT ON ({kind}_id) {kind}_id, code FROM place_line
        WHERE kind = '{kind}' AND code <> '' ORDER BY {kind}_id, line DESC
    ) AS last WHERE last.{kind}_id = place.id AND place.code <> last.code
"""
_PLACE = "coalesce(district_id, township_id, city_id, country_id)"
_AMBIGUOUS = f"""
    SELECT line, mapping_code, first FROM (
        SELECT line, mapping_code, {_PLACE} AS place_id,
            first_value(line) OVER mapping AS first, first_value({_PLACE}) OVER mapping AS expected
        FROM place_line WHERE mapping_code <> ''
        WINDOW mapping AS (PARTITION BY kind, integration_type, mapping_code ORDER BY line)
    ) AS mapped WHERE place_id <> expected
"""
_MAP = f"""
    INSERT INTO geography_placemapping AS known (kind, place_id, integration_type, code)
    SELECT DISTINCT kind, {_PLACE}, integration_type, mapping_code
    FROM place_line WHERE mapping_code <> ''
    ON CONFLICT (code, kind, integration_type) DO UPDATE SET place_id = excluded.place_id
    WHERE known.place_id <> excluded.place_id
"""


class Loaded(NamedTuple):
    """How many places and mappings a file had that were not there, or that it changed."""

    places: int
    mappings: int


@transaction.atomic
def load_places(places: Iterable[PlaceLine]) -> Loaded:
    """Add the places that are missing, with their codes and mappings; safe to repeat.

    A code that stood for another place stands for that of the file. Raises `Unreadable` with all
    lines that say what cannot be; nothing is written then.
    """
    with connection.cursor() as cursor:
        # Two loads in one transaction: the table of the first is still there.
        cursor.execute("DROP TABLE IF EXISTS pg_temp.place_line")
        cursor.execute(_LINES)
        columns = ", ".join(PlaceLine._fields)
        with cursor.copy(f"COPY place_line ({columns}) FROM STDIN") as copy:
            for place in places:
                copy.write_row(place)
        cursor.execute(_COUNTRIES)
        _refuse(cursor, _UNKNOWN, "there is no country “{}”: give its ISO code.")
        added = sum(_add(cursor, parent, kind) for parent, kind in _LEVELS)
        _refuse(cursor, _AMBIGUOUS, "“{}” stands for another place in line {}.")
        cursor.execute(_MAP)
        return Loaded(added, cursor.rowcount)


def _add(cursor: CursorWrapper, parent: str, kind: str) -> int:
    cursor.execute(_ADD.format(parent=parent, kind=kind))
    added: int = cursor.rowcount
    cursor.execute("ANALYZE place_line")
    cursor.execute(_FIND.format(parent=parent, kind=kind))
    cursor.execute(_CODES.format(kind=kind))
    return added


def _refuse(cursor: CursorWrapper, query: str, sentence: str) -> None:
    cursor.execute(query)
    problems = [(line, sentence.format(*told)) for line, *told in cursor.fetchall()]
    if problems:
        raise Unreadable(problems)
