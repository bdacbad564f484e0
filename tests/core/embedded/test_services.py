"""Real servers in a data folder: they start whatever was left behind, and end with the command."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from omnitron.core.embedded.folder import SHORT_FOLDERS, DataFolder
from omnitron.core.embedded.processes import find
from tests.core.embedded.starting import embedded, holding, outcome, python, wait_for

VERSIONS = """
import os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.info.server_version // 10000)
print(redis.Redis.from_url(os.environ["REDIS_URL"]).ping())
"""
REMEMBER = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS starts (at timestamptz)")
    connection.execute("INSERT INTO starts VALUES (now())")
    print(connection.execute("SELECT count(*) FROM starts").fetchone()[0])
"""
NAMES = 'import os; print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])'


def alive(folder):
    return find(DataFolder(folder), lambda name: True)


def starts(folder):
    """How many starts the kept data remembers, this one included."""
    (count,) = python(folder, REMEMBER, "--durable")
    return int(count)


def test_a_command_runs_on_servers_that_end_with_it(folder):
    assert python(folder, VERSIONS) == ["18", "True"]
    assert alive(folder) == []


def test_the_commands_exit_code_is_passed_on(folder):
    code, _, _ = outcome("exec", "--data", folder, "--", "sh", "-c", "exit 7")

    assert code == 7


def test_asked_to_end_it_ends_the_command_and_the_servers(folder):
    process = embedded("exec", "--data", folder, "--", "sleep", "600")
    wait_for((folder / "environment.json").exists)
    process.send_signal(signal.SIGTERM)

    process.communicate(timeout=60)
    assert alive(folder) == []


def test_a_pid_file_with_the_number_of_a_stranger_blocks_nothing(folder):
    before = starts(folder)
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgres\n")

    assert starts(folder) == before + 1


def test_a_killed_run_leaves_nothing_that_blocks_the_next(folder):
    before = starts(folder)
    with holding(folder, "--durable") as process:
        process.kill()
        process.wait()
        left = alive(folder)
        assert left != []

        assert starts(folder) == before + 1
        assert [pid for pid in left if Path(f"/proc/{pid}").exists()] == []


def test_scratch_data_of_a_killed_run_is_made_anew(folder):
    with holding(folder) as process:
        process.kill()
        process.wait()

    assert python(folder, VERSIONS) == ["18", "True"]


@pytest.mark.parametrize("action", ["run", "exec"])
def test_a_second_start_in_the_same_folder_says_who_holds_it(folder, action):
    command = ["--", "true"] if action == "exec" else []
    with holding(folder) as process:
        code, output, complaints = outcome(action, "--data", folder, *command)

    assert (code, output) == (1, "")
    assert complaints == (
        f"Omnitron is already running in {folder} (process {process.pid}): end it first.\n"
    )


def test_what_is_given_is_not_started(tmp_path):
    given = {"DATABASE_URL": "postgresql://db.example/o", "REDIS_URL": "redis://cache.example/0"}

    assert python(tmp_path, NAMES, **given) == [" ".join(given.values())]
    assert {path.name for path in tmp_path.iterdir()} == {"lock", "secret_key"}


def test_a_path_too_long_for_a_socket_and_with_spaces_works(folder):
    deep = folder / ("a folder " + "x" * 100)
    socket_folder = DataFolder(deep).socket_folder()

    assert python(deep, VERSIONS) == ["18", "True"]
    assert socket_folder.parent == SHORT_FOLDERS
    shutil.rmtree(socket_folder)
