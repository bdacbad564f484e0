"""`make bench`: measures on 1,000,000 orders and on a hundredth of them, and prints the tables.

Run with DATABASE_URL; databases of their own are made beside it and kept for the next run.
`ORDERS` in the environment replaces the million.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

LARGE = int(os.environ.get("ORDERS", "1000000"))
SMALL = LARGE // 100


def main() -> None:
    """Measure both sizes in processes of their own, then print."""
    small = json.loads(_measure(SMALL, "--quick"))
    large = json.loads(_measure(LARGE))
    _table(f"P1: order list, {large['orders']:,} orders", _with_growth(large, small))
    _table("Rows read by each filter: page + count", large["explain"])
    _table("P2: order detail", large["detail"])


def _measure(orders: int, *arguments: str) -> str:
    env = os.environ | {
        "DATABASE_URL": _database(f"bench_{orders}"),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }
    python = [sys.executable]
    root = Path(__file__).parent.parent
    for command in ("migrate", "collectstatic"):
        step = [*python, "manage.py", command, "--no-input", "-v0"]
        subprocess.run(step, env=env, cwd=root, check=True)
    measured = subprocess.run(
        [*python, "-m", "benchmarks.measure", str(orders), *arguments],
        env=env,
        cwd=root,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return measured.stdout.splitlines()[-1]


def _database(name: str) -> str:
    """The address of a database beside the given one, made if it is not there."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _with_growth(large: dict, small: dict) -> list[dict]:
    before = {row["page"]: row["median"] for row in small["list"]}
    for row in large["list"]:
        if row["page"] in before:
            row[f"x {SMALL:,}"] = row["median"] / before[row["page"]]
    return large["list"]


def _table(title: str, rows: list[dict]) -> None:
    print(f"\n## {title}\n")
    heads = list(dict.fromkeys(head for row in rows for head in row))
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))
    for row in rows:
        print("| " + " | ".join(_cell(row.get(head, "")) for head in heads) + " |")


def _cell(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
