"""What a client reads when something is declined: always JSON, always with a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, DataError
from django.http import Http404
from django.utils.translation import gettext as _
from psycopg import errors as postgresql
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from integrations.services.batches import WrongBatchState
from omnitron.core.errors import Busy, Conflict, Forbidden, NotFound, Refusal, as_refusal
from omnitron.core.states import IllegalMove

if TYPE_CHECKING:
    from collections.abc import Mapping

# By the first that fits.
STATUSES = (
    (NotFound, 404, "not_found"),
    (Forbidden, 403, "permission_denied"),
    (WrongBatchState, 406, WrongBatchState.code),
    (Busy, 409, "busy"),
    (IllegalMove, 409, "illegal_move"),
    (Conflict, 409, "conflict"),
    (Refusal, 400, "refused"),
)
# What the database refuses when two get past the checks at once, or a rule of it says no.
_REFUSED = (
    postgresql.CheckViolation,
    postgresql.ForeignKeyViolation,
    postgresql.UniqueViolation,
    postgresql.DeadlockDetected,
    postgresql.SerializationFailure,
    postgresql.IntegrityConstraintViolation,
)


def answer_exception(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an exception; None, so 500, for a bug alone."""
    if isinstance(exception, (Http404, PermissionDenied)):
        exception = NotFound(_("There is nothing at this address."))
    refusal = as_refusal(exception) or _of_database(exception)
    if refusal is not None:
        return _answer_refusal(refusal)
    if isinstance(exception, SuspiciousOperation):
        return _answer(400, {"detail": _("This request cannot be read."), "code": "unreadable"})
    response = exception_handler(exception, dict(context))
    if response is not None and isinstance(exception, APIException):
        response.data = _with_code(response.data, exception)
    return response


def _answer_refusal(refusal: Refusal) -> Response:
    status, code = next(
        (status, code) for kind, status, code in STATUSES if isinstance(refusal, kind)
    )
    status = getattr(refusal, "status", status)
    code = getattr(refusal, "code", code)
    fields = getattr(refusal, "fields", None)
    return _answer(status, {**(fields or {"detail": str(refusal)}), "code": code})


def _answer(status: int, data: Mapping[str, Any]) -> Response:
    headers = {"Retry-After": "1"} if data.get("code") == "busy" else None
    return Response(data, status=status, headers=headers)


def _of_database(exception: Exception) -> Refusal | None:
    """A refusal of PostgreSQL; None where it is out of reach, or anything else went wrong."""
    if isinstance(exception, DataError):
        return Refusal(_("A value is longer or larger than its field can keep."))
    if isinstance(exception, DatabaseError) and isinstance(exception.__cause__, _REFUSED):
        return Conflict(_("Somebody else changed this at the same time: look again, then repeat."))
    return None


def _with_code(data: Any, exception: APIException) -> dict[str, Any]:
    """DRF's own form, with the first code beside it."""
    if isinstance(data, list):
        data = _of_list(data)
    return {**data, "code": _first(exception.get_codes()) or exception.default_code}


def _of_list(data: list[Any]) -> dict[str, Any]:
    """Errors of a list under the places of what is wrong; plain sentences under no field."""
    if all(isinstance(each, str) for each in data):
        return {"non_field_errors": data}
    return {str(place): each for place, each in enumerate(data) if each}


def _first(codes: Any) -> str:
    if isinstance(codes, str):
        return codes
    values = codes.values() if isinstance(codes, dict) else codes or ()
    return next((found for found in map(_first, values) if found), "")
