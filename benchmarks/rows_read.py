"""How many table rows a query touches, from its own execution plan."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

SCANS = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan", "Tid Scan"}


def rows_read_by(action: Any, *, table: str = "") -> int:
    """Run an action; return how many rows its queries read, of a table or of all.

    Each query is run again under EXPLAIN ANALYZE; rows that a scan read and threw away count too.
    """
    with CaptureQueriesContext(connection) as captured:
        action()
    selects = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "(SELECT"))]
    return sum(_rows(explain(sql)["Plan"], table) for sql in selects)


def explain(sql: str) -> dict[str, Any]:
    """The plan of a query that was really run."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        answer = cursor.fetchone()[0]
    return (json.loads(answer) if isinstance(answer, str) else answer)[0]


def _rows(node: dict[str, Any], table: str) -> int:
    here = 0
    if node["Node Type"] in SCANS and table in ("", node.get("Relation Name")):
        thrown = sum(node.get(key, 0) for key in THROWN)
        here = round((node["Actual Rows"] + thrown) * node["Actual Loops"])
    return here + sum(_rows(child, table) for child in node.get("Plans", ()))


THROWN = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
