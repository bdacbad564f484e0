"""Kept files by their names, in a folder or in a bucket."""

import logging
from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)


def names_below(folder: str) -> Iterator[str]:
    """The kept files below a folder; none where it is not there yet.

    Nobody asks first whether it is there: a bucket has no folders, only names that begin alike.
    """
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from names_below(f"{folder}/{name}")


def delete_each(names: Iterable[str]) -> int:
    """Delete kept files, each by itself; how many could be. One that cannot be is logged."""
    deleted = 0
    for name in sorted(filter(None, names)):
        try:
            default_storage.delete(name)
            deleted += 1
        except OSError:
            logger.exception("The file %s cannot be deleted.", name)
    return deleted
