import pytest

from tests.exports.shop import Shop


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of this test's own for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def shop():
    """A marketplace with an operator who may see it."""
    return Shop()
