"""What people, files and clients may call a status."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from omnitron.core.errors import Refusal
from orders.states import Status


class UnknownStatus(Refusal):
    """No status is called like that."""


def names_of_status(status: Status) -> list[str]:
    """Its code, its name, and its caption in each language of the product."""
    names = [str(int(status)), status.name, status.name.replace("_", " ")]
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.append(str(status.label))
    return names


def status_named(name: str) -> Status:
    """The status of a code or a name, whatever its case. Raises `UnknownStatus`."""
    found = _by_name().get(name.strip().casefold())
    if found is None:
        raise UnknownStatus(_("“%(name)s” is no status.") % {"name": name[:50]})
    return found


@cache
def _by_name() -> dict[str, Status]:
    return {name.casefold(): status for status in Status for name in names_of_status(status)}
