"""The door to an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from exports.models import Export
from omnitron.core.errors import NotFound

if TYPE_CHECKING:
    from omnitron.accounts.models import User

# In no alphabet of a signature, and nothing that an address would have to escape.
_tokens = Signer(salt="exports.access", sep=".")


def get_export(user: User, pk: int, panel: str = "") -> Export:
    """A person's own export, in one panel or in any. Raises `NotFound` for any other."""
    export: Export | None = Export.objects.visible_to(user, panel).filter(pk=pk).first()
    if export is None:
        raise NotFound(_("There is no export %(export)s.") % {"export": pk})
    return export


def lock_export(user: User, pk: int) -> Export:
    """The same, locked until the transaction ends."""
    get_export(user, pk)
    export: Export = Export.objects.select_for_update(no_key=True).get(pk=pk)
    return export


def token_of(export_id: int) -> str:
    """What a mail's link carries: signed, so that no database, nor a copy of one, has it."""
    return _tokens.sign(str(export_id))


def id_of(token: str) -> int:
    """The export that a token is of. Raises `NotFound` for one that we did not sign."""
    try:
        return int(_tokens.unsign(token))
    except (BadSignature, ValueError):
        raise NotFound(_("This link leads to no export.")) from None
