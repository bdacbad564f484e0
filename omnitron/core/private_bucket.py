"""The same in a bucket of S3, or of what speaks like it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from omnitron.core.private_files import no_address

NOT_FOUND = 404


@contextmanager
def _errors_of_files() -> Iterator[None]:
    """Raise what a folder would: callers know no other errors of files."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        raise (FileNotFoundError if status == NOT_FOUND else OSError)(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(str(error)) from error


class PrivateBucket(S3Storage):
    """A bucket that only this program reads; a view that checks the person sends what is in it."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise `ValueError`: no address leads here, not even a signed one."""
        raise no_address(name)

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        """What comes over the network, as it comes: the library would fetch all of it first."""
        if mode != "rb":
            raise ValueError("Files are saved as a whole.")
        with _errors_of_files():
            kept = self.bucket.Object(self._normalize_name(clean_name(name)))
            return File(kept.get()["Body"], name)

    def _save(self, name: str, content: Any) -> str:
        with _errors_of_files():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no error."""
        with _errors_of_files():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        with _errors_of_files():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """The folders and the files below a folder."""
        with _errors_of_files():
            folders, files = super().listdir(name)
            return list(folders), list(files)

    def get_modified_time(self, name: str) -> Any:
        """When a file was saved."""
        with _errors_of_files():
            return super().get_modified_time(name)
