"""F1 and F2: whatever ends at any moment, every refund is paid once and every plan ends."""

import json
import subprocess
import sys

import pytest

from tests.chaos.faults import ALL
from tests.chaos.points import POINTS
from tests.chaos.processes import ROOT


def run(*options):
    """A whole run; its figures. What it tells goes to the test's output."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.run", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stderr[-4000:])
    assert done.stdout, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def check(result, refunds):
    assert (result["without_plan"], result["open"], result["unsettled"]) == (0, 0, 0)
    assert result["paid"] == result["booked"]
    assert len(result["paid"]) + result["by_hand"] == result["plans"] == refunds
    assert set(result["faults"]) == {fault.__name__ for fault in ALL}
    assert [point for point in POINTS if not result["hits"][point]] == []


def test_150_refunds_are_paid_once_through_every_fault():
    check(run("--refunds", "150", "--chance", "0.08"), 150)


@pytest.mark.long
def test_600_refunds_are_paid_once_through_every_fault():
    check(run("--refunds", "600"), 600)
