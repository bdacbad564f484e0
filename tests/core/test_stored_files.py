import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from omnitron.core.stored_files import delete_each, names_below


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of this test's own for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def keep(*names):
    for name in names:
        default_storage.save(name, ContentFile(b"x"))


def test_files_are_found_at_any_depth_and_none_of_another_folder():
    keep("exports/a.csv", "exports/2026/01/b.csv", "proofs/c.pdf")

    assert sorted(names_below("exports")) == ["exports/2026/01/b.csv", "exports/a.csv"]


def test_a_folder_that_is_not_there_yet_has_no_files():
    assert list(names_below("exports")) == []


def test_one_that_cannot_be_deleted_keeps_no_other(media, caplog):
    keep("exports/a.csv", "exports/b.csv/held.csv", "exports/c.csv")

    assert delete_each(["exports/a.csv", "exports/b.csv", "exports/c.csv", ""]) == 2
    assert list(names_below("exports")) == ["exports/b.csv/held.csv"]
    assert "The file exports/b.csv cannot be deleted." in caplog.text
