"""The script by which the shipped PostgreSQL makes the product's role and database."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from omnitron.core.embedded import cluster
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.postgres import running_postgres

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "docker/database.sql"
# The embedded server has a role of the script's name already.
NAME = "shipped"


def told_by_superuser(server, script, **variables):
    """What psql answers, called as the image of PostgreSQL calls it."""
    outcome = subprocess.run(
        [
            *(cluster.installation() / "bin" / "psql", "--host", server.socket_folder),
            *("-v", "ON_ERROR_STOP=1", "--no-password", "--no-psqlrc", "--username", "postgres"),
            *("--quiet", "--tuples-only", "--no-align"),
        ],
        input=script,
        env={**cluster.environment(server.folder), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return outcome.stdout


def migrate(server):
    url = server.url.replace("omnitron@", f"{NAME}@").removesuffix("omnitron") + NAME
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_image_of_postgresql_runs_the_script():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    mounted = f"./{SCRIPT}:/docker-entrypoint-initdb.d/database.sql:ro"
    assert mounted in services["postgres"]["volumes"]


def test_the_role_owns_its_database_and_nothing_else_and_can_migrate(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.create()
    script = re.sub(r"\bomnitron\b", NAME, (ROOT / SCRIPT).read_text())

    with running_postgres(folder, durable=False) as server:
        told_by_superuser(server, script, OMNITRON_PASSWORD="it's secret")
        role = told_by_superuser(
            server,
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,"
            f" rolpassword LIKE 'SCRAM-%' FROM pg_authid WHERE rolname = '{NAME}'",
        )
        owned = told_by_superuser(
            server, f"SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = '{NAME}'"
        )
        migrated = migrate(server)

    assert role == "f|f|f|f|f|t\n"
    assert owned == f"{NAME}\n"
    assert (migrated.returncode, migrated.stderr) == (0, "")
