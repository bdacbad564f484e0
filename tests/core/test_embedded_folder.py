import stat
import subprocess
import sys
from pathlib import Path

import pytest

from omnitron.core.embedded.cluster import diagnose
from omnitron.core.embedded.errors import AlreadyRunning, CannotRun, explained
from omnitron.core.embedded.folder import DataFolder

HOLD = """
import sys
from omnitron.core.embedded.folder import DataFolder
with DataFolder(sys.argv[1]).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(data):
    folder = DataFolder(data)
    folder.create()
    return folder


def test_a_secret_is_made_once_and_read_by_its_owner_alone(folder):
    secret = folder.secret("secret_key")

    assert folder.secret("secret_key") == secret
    assert stat.S_IMODE((folder.path / "secret_key").stat().st_mode) == 0o600


def test_secrets_of_two_folders_differ(folder, tmp_path):
    other = DataFolder(tmp_path / "other")
    other.create()

    assert folder.secret("secret_key") != other.secret("secret_key")


def test_a_given_secret_is_kept_and_a_later_one_changes_nothing(folder):
    assert folder.secret("demo_password", given="first") == "first"
    assert folder.secret("demo_password", given="second") == "first"


def test_a_folder_belongs_to_one_process_until_that_ends(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    holder.stdout.readline()

    with pytest.raises(AlreadyRunning) as refusal, folder.locked():
        pass
    holder.kill()
    holder.communicate()

    assert str(refusal.value) == (
        f"Omnitron is already running in {folder.path} (process {holder.pid}): end it first."
    )
    with folder.locked():
        pass


@pytest.mark.parametrize(
    "path", ["/srv/" + "deep/" * 20, "/srv/with space", "/srv/İstanbul", "/srv/a,b"]
)
def test_a_path_that_no_socket_address_can_hold_gets_a_short_folder(path):
    socket_folder = DataFolder(path).socket_folder()

    assert len(str(socket_folder)) < 40
    assert socket_folder != DataFolder(path + "2").socket_folder()


def test_the_socket_lies_in_the_data_folder_otherwise():
    assert DataFolder("/srv/omnitron/.data").socket_folder() == Path("/srv/omnitron/.data/socket")


def test_a_disk_with_too_little_space_is_refused_in_one_sentence(folder):
    with pytest.raises(CannotRun, match=r"^The disk of .+ is full: \d+ MB are free and \d+ MB"):
        folder.check_space(needed=2**60)


def test_a_full_disk_is_named_in_one_sentence():
    with pytest.raises(CannotRun) as refusal, explained(Path("/dev/full")):
        Path("/dev/full").write_text("x")

    assert str(refusal.value) == ("The disk of /dev/full is full: free some space and start again.")


def test_a_full_disk_is_read_from_the_log_of_postgresql(folder):
    log = "PANIC:  could not write to file: No space left on device\nLOG:  aborting\n"

    assert str(diagnose(log, folder, "does not run")) == (
        f"The disk of {folder.path} is full: free some space and start again."
    )


def test_a_folder_that_cannot_be_written_is_named_in_one_sentence():
    with pytest.raises(CannotRun, match=r"^/sys/omnitron cannot be written \(.+\): let this user"):
        DataFolder("/sys/omnitron").create()


def test_a_file_in_place_of_the_folder_is_named_in_one_sentence(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CannotRun) as refusal:
        DataFolder(tmp_path / "file" / "data").create()

    assert str(refusal.value) == f"{tmp_path}/file/data cannot be used: Not a directory."
