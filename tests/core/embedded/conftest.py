import shutil
import tempfile
from pathlib import Path

import pytest

from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.processes import end_leftovers


@pytest.fixture(scope="module")
def folder():
    """A data folder of the module's own; nothing of it lives on.

    Not pytest's: the next session closes that one to the account that PostgreSQL runs under.
    """
    path = Path(tempfile.mkdtemp(prefix="omnitron-test-"))
    path.chmod(0o711)
    yield path / "data"
    end_leftovers(DataFolder(path / "data"))
    shutil.rmtree(path)
