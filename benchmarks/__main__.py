"""`make bench`: measures on 1,000,000 orders and on a hundredth of them, and prints the tables.

Run with DATABASE_URL; databases of their own are made beside it and kept for the next run.
`ORDERS` and `REFUNDS` in the environment replace the numbers, `ROUNDS` how often each page is
timed; ARGS="refunds" measures a part.
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
REFUNDS = int(os.environ.get("REFUNDS", "5000"))
# As many as the chaos run of the design has.
KILLED_AT = 2000
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure in processes of their own, and print each table once it is there."""
    parts = sys.argv[1:] or list(PARTS)
    if unknown := set(parts) - PARTS.keys():
        sys.exit(f"Nothing is measured as {', '.join(unknown)}, only {', '.join(PARTS)}.")
    for part in parts:
        PARTS[part]()


def _orders() -> None:
    small = json.loads(_measure(SMALL, "--quick"))
    large = json.loads(_measure(LARGE))
    _table(f"P1: order list, {large['orders']:,} orders", _with_growth(large, small))
    _table("Rows read by each filter: page + count", large["explain"])
    _table("Seller Center: order list and the rows it reads", large["seller_center"])
    _table("Seller Center: packages and the rows they read", large["packages"])
    _table("Dashboards and the other lists", large["other_pages"])
    _table("P2: order detail", large["detail"])


def _refunds() -> None:
    """P5, on a database that begins empty."""
    env = os.environ | {
        "DATABASE_URL": _database("bench_refunds", anew=True),
        "DJANGO_SETTINGS_MODULE": "omnitron.settings",
    }
    _run("manage.py", "migrate", "--no-input", "-v0", env=env)
    result = json.loads(_run("-m", "benchmarks.refunds", str(REFUNDS), env=env))
    _table(f"P5: {REFUNDS:,} refunds", [result])


def _files() -> None:
    """P3 and P4, on a copy of the large database: bulk updates change its items."""
    env = os.environ | {
        "DATABASE_URL": _copy(_filled(LARGE), "bench_files"),
        "DJANGO_SETTINGS_MODULE": "omnitron.settings",
    }
    formats = json.loads(_run("-m", "benchmarks.exports", env=env))
    for name in formats:
        _table(f"P4: exports, {name}, {LARGE:,} orders", formats[name])
    sizes = [str(LARGE // share) for share in (10, 100, 1)]
    rows = json.loads(_run("-m", "benchmarks.bulk_updates", *sizes, env=env))
    _table(f"P3: bulk updates, {LARGE:,} orders", rows)


def _intake() -> None:
    """P6, on a copy of the small database, to which it adds."""
    env = os.environ | {
        "DATABASE_URL": _copy(_filled(SMALL), "bench_intake"),
        "DJANGO_SETTINGS_MODULE": "omnitron.settings",
    }
    rows = json.loads(_run("-m", "benchmarks.intake", env=env))
    _table(f"P6: taking orders in, {SMALL:,} orders", rows)


def _faults() -> None:
    """The long chaos run, with services of its own."""
    seconds = str(KILLED_AT // 10)
    size = ("--refunds", str(KILLED_AT), "--seconds", seconds, "--crowd", "50")
    options = (*size, "--chance", "0.02")
    result = json.loads(_run("-m", "tests.chaos.run", *options, env=dict(os.environ)))
    result |= {name: len(result[name]) for name in ("paid", "booked")}
    shown = {name: value for name, value in result.items() if not isinstance(value, dict)}
    _table(f"F1 and F2: {KILLED_AT:,} refunds through every fault", [shown])
    for name in ("hits", "faults", "modes"):
        _table(f"F1 and F2: {name}", [result[name]])


def _run(*command: str, env: dict[str, str]) -> str:
    """The last line that a program of ours prints."""
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip().rpartition("\n")[2]


def _measure(orders: int, *arguments: str) -> str:
    env = os.environ | {
        "DATABASE_URL": _filled(orders),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }
    _run("manage.py", "collectstatic", "--no-input", "-v0", env=env)
    return _run("-m", "benchmarks.measure", *arguments, env=env)


def _filled(orders: int) -> str:
    """The address of a database with so many orders, seeded where it is empty."""
    address = _database(f"bench_{orders}")
    env = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    _run("manage.py", "migrate", "--no-input", "-v0", env=env)
    _run("-m", "benchmarks.filling", str(orders), env=env)
    return address


def _copy(address: str, name: str) -> str:
    """The address of a copy that a measurement may change."""
    return _database(name, anew=True, template=urlsplit(address).path.strip("/"))


def _database(name: str, *, anew: bool = False, template: str = "template1") -> str:
    """The address of a database beside the given one, made if it is not there, or made anew."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        if anew:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone():
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
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


PARTS = {
    "orders": _orders,
    "files": _files,
    "intake": _intake,
    "refunds": _refunds,
    "faults": _faults,
}

if __name__ == "__main__":
    main()
