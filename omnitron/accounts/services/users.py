"""Users: who they are, which authority groups they have, and whether they may sign in."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.accounts import changing, permissions
from omnitron.accounts.models import User
from omnitron.accounts.services import guarding
from omnitron.accounts.services.writing_users import (
    UserValues,
    add_user,
    give_link,
    group_ids_of,
    save_user,
    switch_user,
    twin_of,
)
from omnitron.core.merging import Values, merge


class OwnValues(TypedDict):
    """What people set for themselves."""

    first_name: str
    last_name: str
    language: str
    time_zone: str
    theme: str


@transaction.atomic
def create_user(*, actor: User, group_ids: frozenset[int], **values: Unpack[UserValues]) -> User:
    """Add a user, who signs in for the first time by a link (`allow_sign_in_link`).

    Raises `ValidationError` by field, or `Refusal` for more than the actor's own rights.
    """
    (actor,) = guarding.lock_people(actor, guarding.MANAGE_USERS)
    _refuse_twin(User(), values["username"])
    return add_user(actor=actor, group_ids=group_ids, values=values)


@transaction.atomic
def change_user(
    *,
    actor: User,
    pk: int,
    opened: Values,
    group_ids: frozenset[int],
    **values: Unpack[UserValues],
) -> User:
    """Change a user. Raises `BothChanged`, `ValidationError` by field or `Refusal`."""
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, pk)
    guarding.refuse_above(actor, user)
    held = permissions.held_by(actor)
    merged = merge(
        opened=opened, mine={"groups": group_ids}, current={"groups": group_ids_of(user)}
    )
    if values["username"] != user.username:
        _refuse_twin(user, values["username"])
    save_user(actor=actor, user=user, opened=opened, values=values, group_ids=merged["groups"])
    guarding.refuse_to_lose(actor, held)
    return user


@transaction.atomic
def change_own_settings(*, actor: User, opened: Values, **values: Unpack[OwnValues]) -> User:
    """Change what is everybody's own to choose. Raises `BothChanged` or `ValidationError`."""
    user = changing.lock(User, actor.pk)
    changing.change(actor=actor, subject=user, opened=opened, mine=values)
    return user


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> User:
    """Let a user sign in, or end their sessions and tokens and keep them out; safe to repeat.

    Raises `Refusal` for the actor's own account, and for somebody who may do more.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, pk)
    guarding.refuse_above(actor, user)
    switch_user(actor=actor, user=user, active=active)
    return user


@transaction.atomic
def allow_sign_in_link(*, actor: User, pk: int, site: str) -> User:
    """Log that a link to choose a password is given to a user, and mail it where mail is set up.

    Raises `Refusal` for somebody who is deactivated or may do more than the actor.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, pk)
    guarding.refuse_above(actor, user)
    give_link(actor=actor, user=user, site=site)
    return user


def _refuse_twin(user: User, username: str) -> None:
    twin = twin_of(user, username)
    if twin:
        text = _("“%(username)s” is the username of %(user)s.")
        raise ValidationError({"username": text % {"username": twin.username, "user": twin}})
