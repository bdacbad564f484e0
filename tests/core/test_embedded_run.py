import shutil
import signal
import socket
import urllib.request

import pytest

from omnitron.core.embedded.errors import CannotRun
from omnitron.core.embedded.supervisor import wanted_port
from tests.core.embedded_runs import ROOT, EmbeddedRun, living, wait_until


@pytest.fixture
def port():
    """A port that nobody listens on."""
    return free_port()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_a_port_that_is_none_is_refused_in_one_sentence(embedded):
    run = embedded("run", PORT="abc")

    assert run.ends() == 1
    assert run.text == "PORT is 'abc': it must be a number from 1 to 65535.\n"


@pytest.mark.parametrize("text", ["0", "65536", "-1"])
def test_a_number_that_is_no_port_is_refused_too(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(CannotRun) as refusal:
        wanted_port()

    assert str(refusal.value) == f"PORT is '{text}': it must be a number from 1 to 65535."


def test_a_taken_port_is_named_in_one_sentence(embedded, data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        run = embedded("run", PORT=str(number))

        assert run.ends() == 1
    assert run.text == (
        f"Port {number} cannot be used (Address already in use): "
        f"choose another one, as in `make run PORT={number + 1}`.\n"
    )
    assert living(data) == []


ASK_SANDBOX = (
    "from decimal import Decimal; from uuid import uuid4; "
    "from payments.gateways.base import Instruction; "
    "from payments.gateways.registry import get_gateway; "
    "print(get_gateway('sandbox').find(Instruction(uuid4(), 'pay-1', Decimal(1), 'EUR')))"
)


@pytest.mark.long
def test_a_run_shows_where_it_is_joins_commands_and_ends_cleanly(embedded, data, port):
    run = embedded("run", PORT=port, DEMO_PASSWORD="first-password")
    run.says(f"Omnitron runs at http://127.0.0.1:{port}", seconds=240)
    run.says("Password: first-password")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200

    second = embedded("run", PORT=port)
    joined = embedded("manage", "--", "shell", "--verbosity", "0", "--command", ASK_SANDBOX)

    assert (second.ends(), joined.ends(), joined.text) == (1, 0, "None\n")
    assert second.text.startswith("Omnitron is already running in")
    run.process.send_signal(signal.SIGINT)
    assert run.ends() == 0
    assert "Traceback" not in run.text
    assert living(data) == []


COUNT = (
    "from orders.models import Order; from omnitron.accounts.models import User; "
    "print(User.objects.count(), Order.objects.count())"
)
MOMENTS = {
    "a cluster is being made": lambda data, run: (data / "postgres.new").exists(),
    "PostgreSQL starts": lambda data, run: (data / "postgres" / "postmaster.pid").exists(),
    "tables are made": lambda data, run: "Preparing the database" in run.text,
    "programs start": lambda data, run: "started (pid=" in run.text,
    "it runs": lambda data, run: "Omnitron runs at" in run.text,
}


@pytest.mark.long
def test_a_kill_at_any_moment_never_blocks_the_next_start(embedded, data, port):
    for reached in MOMENTS.values():
        run = embedded("run", PORT=port)
        wait_until(lambda run=run, reached=reached: reached(data, run), seconds=240)
        run.process.kill()
        run.ends()

    run = embedded("run", PORT=port)
    run.says(f"Omnitron runs at http://127.0.0.1:{port}", seconds=240)
    counted = embedded("manage", "--", "shell", "--verbosity", "0", "--command", COUNT)
    assert counted.ends() == 0
    run.process.terminate()

    assert run.ends() == 0
    assert living(data) == []
    assert counted.text.split() == ["7", "2000"]


NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "static_root")


@pytest.mark.long
def test_two_checkouts_run_side_by_side(tmp_path):
    runs = {}
    for name in ("one", "two"):
        shutil.copytree(ROOT, tmp_path / name, ignore=NOT_COPIED)
        data, output, port = tmp_path / name / ".data", tmp_path / f"output-{name}", free_port()
        runs[data] = EmbeddedRun("run", data=data, output=output, root=data.parent, PORT=port)
        runs[data].says("Preparing the database", seconds=240)
    for run in runs.values():
        run.says("Omnitron runs at", seconds=240)
    passwords = {(data / "demo_password").read_text() for data in runs}
    for run in runs.values():
        run.process.send_signal(signal.SIGINT)

    assert len(passwords) == 2
    assert [run.ends() for run in runs.values()] == [0, 0]
    assert [living(data) for data in runs] == [[], []]
