from itertools import count

import pytest

from omnitron.core.embedded import account
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import end_leftovers
from tests.core.embedded_runs import EmbeddedRun


def cleared(path):
    """Yield a data folder, and end what was started for it and still lives."""
    # As root a start says which folders it opens: it shall find nothing to say.
    account.open_way_to(path)
    yield path
    end_leftovers(DataFolder(path))


@pytest.fixture
def data(tmp_path):
    """A data folder of one test."""
    yield from cleared(tmp_path / "data")


@pytest.fixture(scope="module")
def shared_data(tmp_path_factory):
    """A data folder of all tests of a module, which spares making a cluster for each."""
    yield from cleared(tmp_path_factory.mktemp("shared") / "data")


@pytest.fixture
def embedded(tmp_path, data):
    """Calls the command line on the data folder."""
    numbers = count()

    def call(*arguments, **options):
        output = tmp_path / f"output-{next(numbers)}"
        return EmbeddedRun(*arguments, **{"data": data, "output": output} | options)

    return call
