"""The statements of one export: its rows for each kind of file, its count and its sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.kinds.columns import as_text, as_value, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.kinds.base import Kind, Visible
    from exports.kinds.columns import Column, Type


@dataclass(frozen=True)
class Query:
    """The chosen columns of what somebody sees, in the language that is active."""

    kind: Kind
    columns: list[Column]
    visible: Visible
    zone: str

    @property
    def headers(self) -> list[str]:
        """The header of each column."""
        return [column.caption(self.zone) for column in self.columns]

    @property
    def title(self) -> str:
        """What the rows are, in the active language."""
        return str(self.kind.label)

    def texts(self) -> str:
        """The rows with every cell as a CSV file has it."""
        return self._rows(lambda type, cell: as_text(type, cell, places="places", zone=self.zone))

    def values(self) -> str:
        """The rows with every cell of the type that a workbook has for it."""
        return self._rows(lambda type, cell: as_value(type, cell, zone=self.zone))

    def figures(self) -> str:
        """Rows of currency, number of rows, and sum."""
        return (
            f"SELECT {self.kind.currency}, count(*), sum({self.kind.total})"
            f" {self.kind.rows_from(self.visible)} GROUP BY 1"
        )

    def _rows(self, written: Callable[[Type, str], str]) -> str:
        # OFFSET 0 keeps PostgreSQL from working an expression out once for each mention of its
        # cell; the outer order is the inner one, said again.
        cells = [f"c{place}" for place in range(len(self.columns))]
        keys = [f"k{place}" for place in range(len(self.kind.order))]
        inner = [
            *(
                f"{column.expression()} AS {cell}"
                for column, cell in zip(self.columns, cells, strict=True)
            ),
            *(f"{sql} AS {key}" for sql, key in zip(self.kind.order, keys, strict=True)),
            f"{places_of(self.kind.currency)} AS places",
        ]
        outer = [
            written(column.type, cell) for column, cell in zip(self.columns, cells, strict=True)
        ]
        return f"""
            SELECT {", ".join(outer)}
            FROM (
                SELECT {", ".join(inner)} {self.kind.rows_from(self.visible)}
                ORDER BY {", ".join(self.kind.order)} OFFSET 0
            ) AS cells
            ORDER BY {", ".join(keys)}
        """
