"""Files that people hand over: kept outside of all that a web server gives to everybody."""

from typing import NoReturn

from django.core.files.storage import FileSystemStorage


class PrivateFiles(FileSystemStorage):
    """A folder that only this program reads; a view that checks the person sends what is in it."""

    def url(self, name: str | None) -> NoReturn:
        """Raise `ValueError`: no address leads here."""
        raise no_address(name)


def no_address(name: str | None) -> ValueError:
    """What asking for the address of a file is answered with."""
    return ValueError(f"{name} has no address: a view that checks the person sends it.")
