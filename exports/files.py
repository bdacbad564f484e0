"""Where the files of exports are written, kept and deleted."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from exports.models import Export
from omnitron.core.stored_files import delete_each, names_below

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "exports"
# Beside the kept files, so that a finished one is only moved; of this machine, too, where files
# are kept in a bucket.
UNFINISHED = "exports-under-way"
# What a killed worker left is nobody's after this.
ABANDONED = timedelta(days=1)


class Finished(File):  # type: ignore[type-arg]
    """A file on this disk that its storage may move instead of copying it."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        super().__init__(file)
        self._path = str(path)

    def temporary_file_path(self) -> str:
        """Where it lies."""
        return self._path


@contextmanager
def under_way(claim: str) -> Iterator[Path]:
    """A path to write a file to, under the name of the claim; what is still there is removed."""
    folder = Path(settings.MEDIA_ROOT, UNFINISHED)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / claim
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def forget_under_way(claim: str) -> None:
    """Remove what a worker wrote that was lost, if that was on this machine."""
    Path(settings.MEDIA_ROOT, UNFINISHED, claim).unlink(missing_ok=True)


def keep(path: Path, claim: str, ending: str) -> str:
    """Hand a finished file over to the storage; the name it has there."""
    name = f"{FOLDER}/{timezone.now():%Y/%m}/{claim}.{ending}"
    try:
        with path.open("rb") as file:
            return default_storage.save(name, Finished(file, path))
    except OSError:
        # A disk that ran full has the beginning of it.
        delete_each([name])
        raise


def clear_files() -> int:
    """Delete files that no export names a day after they were written; how many those were."""
    limit = timezone.now() - ABANDONED
    _clear_under_way(limit.timestamp())
    old = [name for name in names_below(FOLDER) if default_storage.get_modified_time(name) < limit]
    named = Export.objects.filter(file__in=old).values_list("file", flat=True)
    return delete_each(set(old) - set(named))


def _clear_under_way(limit: float) -> None:
    folder = Path(settings.MEDIA_ROOT, UNFINISHED)
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()
