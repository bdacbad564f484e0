import signal
import sys
from pathlib import Path

import pytest

from tests.core.embedded_runs import EmbeddedRun, living, wait_until


@pytest.fixture
def data(shared_data):
    return shared_data


ASK = """
import os, psycopg, redis
connection = psycopg.connect(os.environ["DATABASE_URL"])
connection.execute("CREATE TABLE mine ()")
redis.from_url(os.environ["REDIS_URL"]).ping()
print(os.environ["OMNITRON_ENV"], len(os.environ["SECRET_KEY"]) >= 50)
"""


def python(code):
    return ("exec", "--", sys.executable, "-c", code)


def waiting(signal_file):
    """A command that says it is up by a file, and then lives until it is ended."""
    return python(
        f"import pathlib, time; pathlib.Path({str(signal_file)!r}).touch(); time.sleep(99)"
    )


def test_the_command_finds_the_services_and_its_exit_code_is_returned(embedded, data):
    run = embedded(*python(ASK + "raise SystemExit(3)"))

    assert run.ends() == 3
    assert run.text == "test True\n"
    assert living(data) == []


def test_two_folders_do_not_collide(embedded, data, tmp_path):
    other = tmp_path / "other"
    first = embedded(*python(ASK))
    second = embedded(*python(ASK), data=other)

    assert (first.ends(), second.ends()) == (0, 0)


def test_a_second_one_in_the_folder_is_refused_in_one_sentence(embedded, data, tmp_path):
    first = embedded(*waiting(tmp_path / "up"))
    wait_until((tmp_path / "up").exists)

    second = embedded(*python(""))

    assert second.ends() == 1
    assert second.text == (
        f"Omnitron is already running in {data} (process {first.process.pid}): end it first.\n"
    )
    first.process.terminate()
    assert first.ends() == 128 + signal.SIGTERM
    assert living(data) == []


def test_after_a_kill_the_next_one_ends_what_was_left(embedded, data, tmp_path):
    killed = embedded(*waiting(tmp_path / "up"))
    wait_until((tmp_path / "up").exists)
    killed.process.kill()
    killed.ends()
    left = living(data)

    assert embedded(*python("")).ends() == 0
    assert left
    assert living(data) == []


def test_an_end_during_the_start_leaves_nothing(embedded, data, tmp_path):
    # What it would run never ends by itself: on a busy machine the start may be over by now.
    run = embedded(*waiting(tmp_path / "up"))
    wait_until(lambda: living(data))
    run.process.send_signal(signal.SIGINT)

    assert run.ends() == 128 + signal.SIGINT
    assert run.text == ""
    assert living(data) == []


def test_given_addresses_replace_the_services(embedded, tmp_path):
    run = embedded(
        *python("import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"),
        data=tmp_path / "data",
        DATABASE_URL="postgresql://db.example/orders",
        REDIS_URL="redis://cache.example",
    )

    assert run.ends() == 0
    assert run.text == "postgresql://db.example/orders redis://cache.example\n"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["lock", "secret_key"]


def test_an_unknown_command_is_named_in_one_sentence(embedded, data):
    run = embedded("exec", "--", "/no/such/command")

    assert run.ends() == 1
    assert run.text == "/no/such/command cannot be run: No such file or directory.\n"
    assert living(data) == []


def test_a_folder_that_cannot_be_made_is_named_in_one_sentence(tmp_path):
    run = EmbeddedRun(*python(""), data=Path("/proc/omnitron"), output=tmp_path / "output")

    assert run.ends() == 1
    assert run.text == "/proc/omnitron cannot be used: No such file or directory.\n"
