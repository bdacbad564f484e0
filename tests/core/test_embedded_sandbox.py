import http.client
import signal
from urllib.parse import urlsplit

import pytest

from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import find, send
from omnitron.core.embedded.sandbox import Sandbox, running_sandbox
from omnitron.core.embedded.services import held, published_environment, running_services
from tests.core.embedded_runs import living, wait_until

NOTICES = "http://127.0.0.1:1/webhooks/sandbox/"


@pytest.fixture
def folder(data):
    folder = DataFolder(data)
    folder.create()
    return folder


def answers(url):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request("GET", "/mode")
    status = connection.getresponse().status
    connection.close()
    return status == 200


def test_it_runs_for_the_length_of_the_block(folder):
    with running_sandbox(folder, notices=NOTICES) as server:
        assert answers(server.url)
        assert (folder.path / "sandbox-ledger.jsonl").exists()

    assert living(folder.path) == []


def test_its_end_is_noticed(folder):
    with running_sandbox(folder, notices=NOTICES) as server:
        assert server.failure() is None
        for pid in find(folder, lambda name: True):
            send(pid, signal.SIGKILL)
        wait_until(lambda: server.failure() is not None)

        assert str(server.failure()) == f"The sandbox gateway does not run: see {server.log}."


def test_one_that_outlived_its_run_is_ended(folder):
    server = Sandbox(folder, notices=NOTICES)
    server.start()

    with held(folder):
        assert server.failure() is not None


def test_one_that_cannot_start_is_named_in_one_sentence(folder):
    (folder.path / "sandbox-ledger.jsonl").mkdir()

    with (
        pytest.raises(CannotRun, match="The sandbox gateway does not start: see "),
        running_sandbox(folder, notices=NOTICES),
    ):
        pass

    assert living(folder.path) == []


def test_the_secret_stays_the_same_and_out_of_the_arguments(folder):
    with running_sandbox(folder, notices=NOTICES) as server:
        [pid] = find(folder, lambda name: True)
        with open(f"/proc/{pid}/cmdline") as file:
            assert server.secret not in file.read()

    with running_sandbox(folder, notices=NOTICES) as again:
        assert again.secret == server.secret


@pytest.fixture
def _own_services(monkeypatch):
    """Databases that exist already need no start; a sandbox given from outside is left out."""
    monkeypatch.delenv("SANDBOX_GATEWAY_URL", raising=False)


@pytest.mark.usefixtures("_own_services")
def test_commands_beside_a_run_reach_it(folder):
    with held(folder), running_services(folder, durable=True, notices=NOTICES):
        published = published_environment(folder)

        assert answers(published["SANDBOX_GATEWAY_URL"])
        assert published["SANDBOX_GATEWAY_SECRET"]


@pytest.mark.usefixtures("_own_services")
def test_without_an_address_for_notices_there_is_none(folder):
    with held(folder), running_services(folder, durable=True):
        assert "SANDBOX_GATEWAY_URL" not in published_environment(folder)
        assert living(folder.path) == []


def test_one_that_is_named_already_is_used(folder, monkeypatch):
    monkeypatch.setenv("SANDBOX_GATEWAY_URL", "http://127.0.0.1:1")

    with held(folder), running_services(folder, durable=True, notices=NOTICES):
        assert published_environment(folder)["SANDBOX_GATEWAY_URL"] == "http://127.0.0.1:1"
        assert living(folder.path) == []
