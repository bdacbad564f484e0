"""The uploaded files: kept where no address leads, until their rows are cleared."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from omnitron.core.stored_files import delete_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulk_updates.models import BulkUpdate

logger = logging.getLogger(__name__)
FOLDER = "bulk-updates"


def keep(file: IO[bytes], *, ending: str) -> str:
    """Keep an uploaded file under the name that is given. Raises `Refusal` if it cannot be kept."""
    name = f"{FOLDER}/{timezone.localdate():%Y/%m}/{uuid4()}.{ending}"
    file.seek(0)
    try:
        return default_storage.save(name, File(file))
    except OSError as error:
        logger.exception("An uploaded file cannot be kept.")
        # A disk that ran full has the beginning of it.
        delete_each([name])
        raise Refusal(
            _(
                "The file cannot be kept, the disk for files is full or closed: nothing was"
                " changed. Tell an administrator, or try again later."
            )
        ) from error


@contextmanager
def opened(update: BulkUpdate) -> Iterator[IO[bytes]]:
    """The uploaded file at its beginning; what comes over a network is fetched first.

    Raises `OSError`, and `FileNotFoundError` where it is gone.
    """
    with update.file.open("rb") as stored:
        if stored.seekable():
            yield stored.file
            return
        with TemporaryFile() as fetched:
            copyfileobj(stored, fetched)
            fetched.seek(0)
            yield fetched
