"""Files that people hand over: kept outside of all that a web server gives to everybody."""

from collections.abc import Iterator
from typing import NoReturn

from django.core.files.storage import FileSystemStorage, default_storage


class PrivateFiles(FileSystemStorage):
    """A folder that only this program reads; a view that checks the person sends what is in it."""

    def url(self, name: str | None) -> NoReturn:
        """Raise `ValueError`: no address leads here."""
        raise no_address(name)


def no_address(name: str | None) -> ValueError:
    """What asking for the address of a file is answered with."""
    return ValueError(f"{name} has no address: a view that checks the person sends it.")


def names_below(folder: str) -> Iterator[str]:
    """The kept files below a folder; none where it is not there yet."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from names_below(f"{folder}/{name}")
