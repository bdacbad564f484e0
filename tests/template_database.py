"""A database of which those of tests are copies: to migrate takes longer than many tests do."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.apps import apps
from psycopg import sql

ROOT = Path(__file__).parent.parent
BEGINNING = "template_of_tests_"
UNFINISHED = f"{BEGINNING}unfinished"
# Of several test processes one makes it, and the others wait.
LOCK = 8_215_003


def migrated_template() -> str:
    """The name of a database in which every migration has run, made where it is not there yet."""
    name = BEGINNING + digest_of_migrations()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [BEGINNING]
        )
        others = {other for (other,) in found}
        if name not in others:
            _make(connection, name, others)
    return name


def digest_of_migrations() -> str:
    """What tells the migrations of all apps from those of another day."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(f"{app.label}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _make(connection: psycopg.Connection, name: str, others: set[str]) -> None:
    # Whoever is killed in the middle leaves nothing under the final name.
    for other in sorted(others):
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(other)))
    unfinished = sql.Identifier(UNFINISHED)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(unfinished))
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{UNFINISHED}"))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        check=True,
    )
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(unfinished, sql.Identifier(name))
    )
