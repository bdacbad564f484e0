from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import end_leftovers
from tests.core.embedded_runs import EmbeddedRun


def opened():
    """Yield a folder that PostgreSQL's user may pass through.

    Pytest closes its own to others whenever it starts, in whatever checkout.
    """
    with TemporaryDirectory(prefix="tests-of-omnitron-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def cleared(path):
    """Yield a data folder, and end what was started for it and still lives."""
    yield path
    end_leftovers(DataFolder(path))


@pytest.fixture
def tmp_path():
    """A folder of one test."""
    yield from opened()


@pytest.fixture(scope="module")
def shared_folder():
    """A folder of all tests of a module."""
    yield from opened()


@pytest.fixture
def data(tmp_path):
    """A data folder of one test."""
    yield from cleared(tmp_path / "data")


@pytest.fixture(scope="module")
def shared_data(shared_folder):
    """A data folder of all tests of a module, which spares making a cluster for each."""
    yield from cleared(shared_folder / "data")


@pytest.fixture
def embedded(tmp_path, data):
    """Calls the command line on the data folder."""
    numbers = count()

    def call(*arguments, **options):
        output = tmp_path / f"output-{next(numbers)}"
        return EmbeddedRun(*arguments, **{"data": data, "output": output} | options)

    return call
