"""Tokens: what programs ask with in a person's name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.accounts import audit, changing
from omnitron.accounts.models import ApiToken, User
from omnitron.accounts.services import guarding
from omnitron.core.errors import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

# A client that signs in each time it starts leaves a token behind each time: of these the oldest
# go first.
SIGN_INS_KEPT = 20
MOST_MADE = 50


@transaction.atomic
def make_at_sign_in(*, user: User, remote_addr: str | None) -> tuple[ApiToken, str]:
    """A token for somebody who gave their password; it ends with that password.

    Returns the token and its key, which nobody can read again.
    """
    # Two at once would each spare the other's.
    changing.lock(User, user.pk)
    token, key = ApiToken.objects.create(
        user, source=ApiToken.Source.SIGN_IN, sign_in_hash=user.get_session_auth_hash()
    )
    too_many = _of_sign_ins(user).order_by("-created").values("pk")[SIGN_INS_KEPT:]
    ApiToken.objects.filter(pk__in=too_many).delete()
    audit.record(
        actor=user,
        action=audit.Action.SIGNED_IN,
        subject=user,
        changes=_given(token),
        remote_addr=remote_addr,
    )
    return token, key


@transaction.atomic
def make_token(*, actor: User, name: str, days: int | None) -> tuple[ApiToken, str]:
    """A token under a name, for some days or without an end.

    Returns the token and its key, which nobody can read again. Raises `ValidationError` by field,
    or `Refusal` for one too many.
    """
    user = changing.lock(User, actor.pk)
    if not user.is_active:
        raise Refusal(_("Your own account was deactivated just now."))
    made = ApiToken.objects.filter(user=user, source=ApiToken.Source.PAGE)
    made.filter(expiry__lt=timezone.now()).delete()
    _check_name(made, name)
    if made.count() >= MOST_MADE:
        told = _("You have %(count)s tokens already: revoke one that nothing uses any more.")
        raise Refusal(told % {"count": MOST_MADE})
    lifetime = timedelta(days=days) if days else None
    token, key = ApiToken.objects.create(
        user, expiry=lifetime, source=ApiToken.Source.PAGE, name=name
    )
    changes = _given(token)
    audit.record(actor=actor, action=audit.Action.TOKEN_MADE, subject=user, changes=changes)
    return token, key


@transaction.atomic
def revoke_token(*, actor: User, token_key: str) -> ApiToken:
    """End one of a person's own tokens, by the first part of its key. Raises `NotFound`."""
    own = ApiToken.objects.select_for_update().filter(user=actor)
    token: ApiToken | None = own.filter(token_key=token_key).first()
    if token is None:
        raise NotFound(_("You have no such token: it may have ended or been revoked already."))
    _end(actor, actor, [token])
    return token


@transaction.atomic
def revoke_all(*, actor: User) -> int:
    """End all tokens of a person's own; how many. Safe to repeat."""
    return revoke_every(actor=actor, user=changing.lock(User, actor.pk))


@transaction.atomic
def revoke_of(*, actor: User, user_pk: int) -> User:
    """End all tokens of a user; who that is. Safe to repeat.

    Raises `Refusal` for somebody who may do more than the actor.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, user_pk)
    guarding.refuse_above(actor, user)
    revoke_every(actor=actor, user=user)
    return user


def revoke_every(*, actor: User, user: User) -> int:
    """End all tokens of a user whom the caller has locked, and log it; how many."""
    valid = list(ApiToken.objects.valid_of(user))
    if valid:
        _end(actor, user, valid)
    # And those that had ended by themselves.
    ApiToken.objects.filter(user=user).delete()
    return len(valid)


def end_sign_ins(user: User) -> None:
    """End the tokens that a password gave."""
    _of_sign_ins(user).delete()


def _check_name(made: QuerySet[ApiToken], name: str) -> None:
    if not name:
        raise ValidationError({"name": _("Say what will use it.")})
    if made.filter(name=name).exists():
        told = _("You have a token “%(name)s” already: give this one another name.")
        raise ValidationError({"name": told % {"name": name}})


def _end(actor: User, user: User, tokens: Collection[ApiToken]) -> None:
    ended = sorted(str(token) for token in tokens)
    ApiToken.objects.filter(pk__in=[token.pk for token in tokens]).delete()
    changes: audit.Changes = {"tokens": [ended, []]}
    audit.record(actor=actor, action=audit.Action.TOKEN_REVOKED, subject=user, changes=changes)


def _given(token: ApiToken) -> audit.Changes:
    return {"tokens": [[], [str(token)]]}


def _of_sign_ins(user: User) -> QuerySet[ApiToken]:
    tokens: QuerySet[ApiToken] = ApiToken.objects.filter(user=user, source=ApiToken.Source.SIGN_IN)
    return tokens
