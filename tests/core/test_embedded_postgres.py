import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from omnitron.core.embedded import account
from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.postgres import Postgres, running_postgres
from omnitron.core.embedded.processes import find, send
from omnitron.core.embedded.services import held
from tests.core.embedded_runs import living, wait_until


def created(path):
    folder = DataFolder(path)
    folder.create()
    return folder


@pytest.fixture
def folder(shared_data):
    """A folder in which an earlier test may have left a scratch cluster."""
    return created(shared_data)


@pytest.fixture
def empty(data):
    """A folder in which nothing was ever started."""
    return created(data)


def ask(server, question):
    with psycopg.connect(server.url) as connection:
        return connection.execute(question).fetchone()[0]


def tell(server, statement):
    with psycopg.connect(server.url) as connection:
        connection.execute(statement)


def kill(folder):
    """End PostgreSQL as a power failure would."""
    for pid in find(folder, lambda name: name == "postgres"):
        send(pid, signal.SIGKILL)
    wait_until(lambda: not living(folder.path))


def test_it_is_utf8_without_a_port_and_its_user_is_no_superuser(folder):
    with running_postgres(folder, durable=False) as server:
        assert ask(server, "SHOW server_encoding") == "UTF8"
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert ask(server, "SELECT lower('ŞÃÉ')") == "şãé"

    assert living(folder.path) == []


@pytest.fixture
def stranger():
    """A process that PostgreSQL could take for another server: alive, and of its own user."""
    process = subprocess.Popen(["/bin/sleep", "99"], **account.popen_arguments())
    yield process
    process.kill()
    process.wait()


def test_data_survives_a_stop_a_stale_lock_of_a_stranger_and_a_power_failure(empty, stranger):
    with running_postgres(empty, durable=True) as server:
        tell(server, "CREATE TABLE kept AS SELECT 1 AS number")
    lock = server.cluster / "postmaster.pid"
    content = f"{stranger.pid}\n{server.cluster}\n1795320000\n5432\n\n\n  0 0\nready   \n"
    lock.write_text(content)
    (server.socket_folder / ".s.PGSQL.5432.lock").write_text(content)

    with running_postgres(empty, durable=True) as server:
        assert ask(server, "SELECT number FROM kept") == 1
        tell(server, "UPDATE kept SET number = 2")
        kill(empty)
    assert lock.exists()

    with running_postgres(empty, durable=True) as server:
        assert ask(server, "SELECT number FROM kept") == 2
    assert stranger.poll() is None


REFUSED = [
    "INSERT INTO people VALUES ('ana@canary.example'), ('ana@canary.example')",
    "INSERT INTO people VALUES ('')",
    "SELECT 'ana@canary.example'::int",
    "SELECT 'ana@canary.example' FROM nowhere",
    "DO $$ BEGIN RAISE WARNING 'ana@canary.example'; END $$",
]


def test_its_log_holds_no_value_of_a_refused_statement(folder):
    with running_postgres(folder, durable=False) as server:
        tell(server, "CREATE TABLE people (email text UNIQUE CHECK (email <> ''))")
        for statement in REFUSED:
            with suppress(psycopg.Error):
                tell(server, statement)
        log = server.log.read_text()

    assert "ready to accept connections" in log
    assert "ERROR" not in log
    assert "canary" not in log


def test_scratch_data_that_a_power_failure_hit_is_made_anew(folder):
    with running_postgres(folder, durable=False) as server:
        tell(server, "SET synchronous_commit = on; CREATE TABLE lost AS SELECT 1 AS number")
        kill(folder)

    with running_postgres(folder, durable=False) as server:
        assert ask(server, "SELECT count(*) FROM pg_tables WHERE tablename = 'lost'") == 0


def test_a_server_that_outlived_its_run_is_ended(folder):
    Postgres(folder, durable=False).start()
    left = living(folder.path)

    with held(folder):
        alive = [pid for pid in left if Path(f"/proc/{pid}").exists()]

    assert left
    assert [pid for pid in alive if not is_zombie(pid)] == []


def is_zombie(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_stranger_with_the_name_of_postgres_is_left_alone(empty, tmp_path):
    program = tmp_path / "postgres"
    program.symlink_to("/bin/sleep")
    stranger = subprocess.Popen([program, "60"], cwd=tmp_path)
    try:
        with held(empty):
            assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_creation_is_begun_again(empty):
    half = empty.path / "postgres-scratch.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    with running_postgres(empty, durable=False) as server:
        assert ask(server, "SELECT 1") == 1
    assert not half.exists()


def test_a_deep_checkout_works_too(tmp_path):
    folder = created(tmp_path / ("deep" * 20) / "with space" / ".data")

    with running_postgres(folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_cluster_of_another_version_is_refused_in_one_sentence(empty):
    cluster = empty.path / "postgres"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("17\n")

    with pytest.raises(CannotRun) as refusal:
        Postgres(empty, durable=True).start()

    assert str(refusal.value) == (
        f"{cluster} was written by PostgreSQL 17, and this is PostgreSQL 18: "
        "upgrade it with pg_upgrade, or move it away to start afresh."
    )


def test_a_wait_is_reported_and_ends(empty):
    with running_postgres(empty, durable=False) as server:
        pass
    # It recovers for ever, and lets nobody in meanwhile.
    (server.cluster / "standby.signal").touch()
    with (server.cluster / "postgresql.auto.conf").open("a") as settings:
        settings.write("hot_standby = off\n")

    with pytest.raises(CannotRun) as refusal:
        server.start(patience=0, report_every=0)
    server.stop()

    assert str(refusal.value) == (
        f"PostgreSQL did not finish its recovery in 0 s: see {server.log}."
    )


def test_a_server_that_ends_by_itself_gives_its_reason(empty):
    with running_postgres(empty, durable=False) as server:
        pass
    (server.cluster / "global" / "pg_control").unlink()

    with pytest.raises(CannotRun, match=r"^PostgreSQL does not run \(see .+\.log\): .+/pg_control"):
        server.start()
