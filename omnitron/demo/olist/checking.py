"""What the files must satisfy before anything is written; the first fault is named."""

from django.db.backends.utils import CursorWrapper

from omnitron.demo.olist.reading import BadFile
from omnitron.demo.olist.tables import TABLES, Table

SHOWN = 40


def check(cursor: CursorWrapper) -> None:
    """Raise `BadFile` for the first cell, repeated key or dangling reference of the files."""
    for table in TABLES:
        _check_cells(cursor, table)
    for table in TABLES:
        _check_key(cursor, table)
        for column, (other, key) in table.references.items():
            _check_reference(cursor, table, column, other, key)
    _check_numbers_are_free(cursor)


def _check_cells(cursor: CursorWrapper, table: Table) -> None:
    cells = ", ".join(
        f"('{column}', {column}, {place})" for place, column in enumerate(table.columns)
    )
    conditions = " ".join(
        f"WHEN '{column}' THEN {rule.condition}" for column, rule in table.columns.items()
    )
    cursor.execute(f"""
        SELECT line, name, cell
        FROM {table.name} CROSS JOIN LATERAL (VALUES {cells}) AS cells (name, cell, place)
        WHERE NOT CASE name {conditions} END
        ORDER BY line, place LIMIT 1
    """)
    if fault := cursor.fetchone():
        line, column, cell = fault
        raise _fault(table, line, column, cell, table.columns[column].complaint)


def _check_key(cursor: CursorWrapper, table: Table) -> None:
    key = ", ".join(table.key)
    cursor.execute(f"""
        SELECT line, first, {table.key[-1]}
        FROM (SELECT *, min(line) OVER (PARTITION BY {key}) AS first FROM {table.name}) AS rows
        WHERE line > first
        ORDER BY line LIMIT 1
    """)
    if fault := cursor.fetchone():
        line, first, cell = fault
        raise _fault(table, line, table.key[-1], cell, f"repeats line {first}")


def _check_reference(
    cursor: CursorWrapper, table: Table, column: str, other: str, key: str
) -> None:
    cursor.execute(f"""
        SELECT line, {column} FROM {table.name} AS row
        WHERE NOT EXISTS (SELECT FROM {other} WHERE {other}.{key} = row.{column})
        ORDER BY line LIMIT 1
    """)
    if fault := cursor.fetchone():
        line, cell = fault
        file = next(each.file for each in TABLES if each.name == other)
        raise _fault(table, line, column, cell, f"is not in {file}")


def _check_numbers_are_free(cursor: CursorWrapper) -> None:
    cursor.execute("""
        SELECT file.line, file.order_id, channel.name
        FROM olist_orders AS file
        JOIN orders_order AS taken ON taken.number = file.order_id
        JOIN orders_saleschannel AS channel ON channel.id = taken.channel_id
        WHERE channel.slug <> 'olist'
        ORDER BY file.line LIMIT 1
    """)
    if fault := cursor.fetchone():
        line, number, channel = fault
        table = next(each for each in TABLES if each.name == "olist_orders")
        raise _fault(table, line, "order_id", number, f"is an order of {channel} already")


def _fault(table: Table, line: int, column: str, cell: str, complaint: str) -> BadFile:
    shown = cell if len(cell) <= SHOWN else cell[:SHOWN] + "…"
    return BadFile(f"{table.file}, line {line}, column {column}: “{shown}” {complaint}.")
