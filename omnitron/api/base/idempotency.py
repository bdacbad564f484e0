"""`Idempotency-Key`: a request that comes again is answered again, and done once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from omnitron.api.models import LONGEST_KEY, KeptAnswer
from omnitron.core.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.request import Request

    from omnitron.accounts.models import User

HEADER = "Idempotency-Key"
WRITES = frozenset({"DELETE", "PATCH", "POST", "PUT"})


class KeyReused(Conflict):
    """The key came before, with something else."""

    code = "idempotency_key_reused"


def is_to_be_done_once(request: Request) -> bool:
    """Whether a request that changes something brings a key."""
    return request.method in WRITES and HEADER in request.headers


def answer_once(
    handler: Callable[..., Response], request: Request, *args: Any, **kwargs: Any
) -> Response:
    """Do what was asked and keep the answer, in one transaction; or give the answer that was kept.

    Whoever brings the same key at the same time waits for the first. What was refused is not
    kept: nothing was done, so it may be mended and sent again. Raises `KeyReused`.
    """
    key = request.headers[HEADER]
    if not 1 <= len(key) <= LONGEST_KEY or "\0" in key:
        told = _("The header Idempotency-Key takes 1 to %(most)s characters.")
        raise ValidationError({"detail": told % {"most": LONGEST_KEY}})
    digest = _digest(request)
    with transaction.atomic():
        kept = KeptAnswer.objects.claim(user=cast("User", request.user), key=key, digest=digest)
        if kept.status:
            return _again(kept, digest)
        response = handler(request, *args, **kwargs)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            kept.status = response.status_code
            kept.body = JSONRenderer().render(response.data).decode() if response.data else ""
            kept.save(update_fields=["status", "body"])
    return response


def _again(kept: KeptAnswer, digest: str) -> Response:
    if kept.digest != digest:
        raise KeyReused(_("This Idempotency-Key came before with another request: take a new one."))
    data = json.loads(kept.body) if kept.body else None
    return Response(data, status=kept.status, headers={"Idempotent-Replayed": "true"})


def _digest(request: Request) -> str:
    told = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(told + request._request.body).hexdigest()
