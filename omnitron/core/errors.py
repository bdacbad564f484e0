"""What the domain says when it declines. The text of each may be read by the user as it stands."""

from collections.abc import Mapping, Sequence

from django.db import OperationalError
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable


class Refusal(Exception):
    """The system declines, for a reason the user may read as it stands."""


class NotFound(Refusal):
    """No such thing, or none that this person may know about."""


class Forbidden(Refusal):
    """Not for this person, whatever the thing is."""


class FieldsRefused(Refusal):
    """What was said is wrong in fields: {"field": ["sentence"]}."""

    def __init__(self, fields: Mapping[str, Sequence[str]], code: str = "invalid") -> None:
        super().__init__(" ".join(sentence for told in fields.values() for sentence in told))
        self.fields = fields
        self.code = code


class Conflict(Refusal):
    """Somebody else changed it first."""


class Busy(Refusal):
    """Somebody else is changing it right now."""


def as_refusal(exception: Exception) -> Refusal | None:
    """The refusal that an exception stands for; none for a bug."""
    if isinstance(exception, OperationalError) and isinstance(
        exception.__cause__, LockNotAvailable
    ):
        return Busy(_("Somebody else is changing this right now. Try again in a moment."))
    return exception if isinstance(exception, Refusal) else None


def refusal_to_tell(exception: Exception) -> Refusal:
    """The refusal that the page somebody acted on says; a bug and `NotFound` are raised again."""
    refusal = as_refusal(exception)
    if refusal is None or isinstance(refusal, NotFound):
        raise exception
    return refusal
