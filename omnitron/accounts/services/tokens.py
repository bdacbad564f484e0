"""Tokens: what programs ask with in a person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from omnitron.accounts import audit
from omnitron.accounts.models import ApiToken, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A client that signs in each time it starts leaves a token behind each time: of these the oldest
# go first.
SIGN_INS_KEPT = 20


@transaction.atomic
def make_at_sign_in(*, user: User, remote_addr: str | None) -> tuple[ApiToken, str]:
    """A token for somebody who gave their password; it ends with that password.

    Returns the token and its key, which nobody can read again.
    """
    # Two at once would each spare the other's.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    token, key = ApiToken.objects.create(
        user, source=ApiToken.Source.SIGN_IN, sign_in_hash=user.get_session_auth_hash()
    )
    too_many = _of_sign_ins(user).order_by("-created").values("pk")[SIGN_INS_KEPT:]
    ApiToken.objects.filter(pk__in=too_many).delete()
    audit.record(
        actor=user,
        action=audit.Action.SIGNED_IN,
        subject=user,
        changes={"token": ["", token.token_key]},
        remote_addr=remote_addr,
    )
    return token, key


def _of_sign_ins(user: User) -> QuerySet[ApiToken]:
    tokens: QuerySet[ApiToken] = ApiToken.objects.filter(user=user, source=ApiToken.Source.SIGN_IN)
    return tokens
