"""What stands in the way of a start is one sentence on the error output, and exit code 1."""

import shutil
import socket
from pathlib import Path

import pytest

from omnitron.core.embedded.cluster import diagnose
from omnitron.core.embedded.errors import CannotRun, explained
from omnitron.core.embedded.folder import DataFolder
from tests.core.embedded.starting import outcome

# Nobody makes a folder here, root included.
NOT_WRITABLE = Path("/sys/omnitron-data")


def refusal(*arguments, **settings):
    code, output, complaints = outcome(*arguments, **settings)
    assert (code, output) == (1, "")
    return complaints


def test_a_taken_port_is_named_with_another_to_choose(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal("run", "--data", tmp_path, PORT=str(port))

    assert said == (
        f"Port {port} cannot be used (Address already in use): "
        f"choose another one, as in `make run PORT={port % 65535 + 1}`.\n"
    )


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    said = refusal("run", "--data", tmp_path, PORT=port)

    assert said == f"PORT is '{port}': it must be a number from 1 to 65535.\n"


def test_a_folder_that_cannot_be_written_is_named():
    said = refusal("exec", "--data", NOT_WRITABLE, "--", "true")

    assert said.startswith(f"{NOT_WRITABLE} cannot be written (")
    assert said.endswith("): let this user write there, or start as the user who owns it.\n")


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    file = tmp_path / "data"
    file.touch()

    said = refusal("exec", "--data", file, "--", "true")

    assert said == f"{file} cannot be used: File exists.\n"


def test_a_command_that_is_not_there_is_named(tmp_path):
    given = {"DATABASE_URL": "postgresql://db.example/o", "REDIS_URL": "redis://cache.example/0"}

    said = refusal("exec", "--data", tmp_path, "--", "no-such-command", **given)

    assert said == "no-such-command cannot be run: No such file or directory.\n"


def test_a_disk_that_is_nearly_full_is_refused_before_anything_is_written(tmp_path):
    more = shutil.disk_usage(tmp_path).free * 2

    with pytest.raises(CannotRun, match=r"^The disk of .+ is full: \d+ MB are free and \d+ MB"):
        DataFolder(tmp_path).check_space(more)


def test_a_disk_that_fills_up_is_named(tmp_path):
    with pytest.raises(CannotRun) as refused, explained(tmp_path):
        Path("/dev/full").write_text("x")

    assert str(refused.value) == (
        f"The disk of {tmp_path} is full: free some space and start again."
    )


def test_a_full_disk_is_read_from_the_log_of_postgresql(tmp_path):
    log = "PANIC:  could not write to file: No space left on device\nLOG:  aborting\n"

    assert str(diagnose(log, DataFolder(tmp_path), "does not run")) == (
        f"The disk of {tmp_path} is full: free some space and start again."
    )


def test_the_last_word_of_postgresql_is_passed_on(tmp_path):
    log = "FATAL:  could not map memory\nLOG:  database system is shut down\n"

    assert str(diagnose(log, DataFolder(tmp_path), "does not run")) == (
        "PostgreSQL does not run: FATAL:  could not map memory."
    )
