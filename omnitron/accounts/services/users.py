"""Users: who they are, which authority groups they have, and whether they may sign in."""

from functools import partial
from typing import TypedDict, Unpack

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from omnitron.accounts import audit, changing, permissions, tasks
from omnitron.accounts.models import User
from omnitron.accounts.services import guarding
from omnitron.core.errors import Refusal
from omnitron.core.mailing import mail_is_set_up
from omnitron.core.merging import Values, merge


class OwnValues(TypedDict):
    """What people set for themselves."""

    first_name: str
    last_name: str
    language: str
    time_zone: str
    theme: str


class UserValues(TypedDict):
    """What a user's form says, groups and channels apart."""

    username: str
    first_name: str
    last_name: str
    email: str
    language: str
    time_zone: str


@transaction.atomic
def create_user(*, actor: User, group_ids: frozenset[int], **values: Unpack[UserValues]) -> User:
    """Add a user, who signs in for the first time by a link (`allow_sign_in_link`).

    Raises `ValidationError` by field, or `Refusal` for more than the actor's own rights.
    """
    (actor,) = guarding.lock_people(actor, guarding.MANAGE_USERS)
    user = User()
    user.set_unusable_password()
    _refuse_twin(user, values["username"])
    changes = changing.save_new(subject=user, values=values)
    changes |= _set_groups(actor, user, frozenset(), group_ids)
    audit.record(actor=actor, action=audit.Action.CREATED, subject=user, changes=changes)
    return user


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
    current = frozenset(user.groups.values_list("pk", flat=True))
    merged = merge(opened=opened, mine={"groups": group_ids}, current={"groups": current})
    if values["username"] != user.username:
        _refuse_twin(user, values["username"])
    changes = changing.save_merged(subject=user, opened=opened, mine=values)
    changes |= _set_groups(actor, user, current, merged["groups"])
    guarding.refuse_to_lose(actor, held)
    if changes:
        audit.record(actor=actor, action=audit.Action.CHANGED, subject=user, changes=changes)
    return user


@transaction.atomic
def change_own_settings(*, actor: User, opened: Values, **values: Unpack[OwnValues]) -> User:
    """Change what is everybody's own to choose. Raises `BothChanged` or `ValidationError`."""
    user = changing.lock(User, actor.pk)
    changing.change(actor=actor, subject=user, opened=opened, mine=values)
    return user


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> User:
    """Let a user sign in, or end their sessions and keep them out; safe to repeat.

    Raises `Refusal` for the actor's own account.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, pk)
    if user == actor and not active:
        raise Refusal(_("You cannot deactivate yourself. Ask another administrator."))
    guarding.refuse_above(actor, user)
    changing.change(
        actor=actor,
        subject=user,
        opened={"is_active": not active},
        mine={"is_active": active},
    )
    if not active:
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    return user


@transaction.atomic
def allow_sign_in_link(*, actor: User, pk: int, site: str) -> User:
    """Log that a link to choose a password is given to a user, and mail it where mail is set up.

    Raises `Refusal` for somebody who is deactivated or may do more than the actor.
    """
    actor, user = guarding.lock_people(actor, guarding.MANAGE_USERS, pk)
    guarding.refuse_above(actor, user)
    if not user.is_active:
        raise Refusal(_("%(user)s is deactivated: activate them first.") % {"user": user})
    audit.record(actor=actor, action=audit.Action.LINK_MADE, subject=user)
    if user.email and mail_is_set_up():
        # A broker that is down must not undo the link, which the administrator sees anyway.
        send = partial(tasks.send_sign_in_link.delay, user.pk, site)
        transaction.on_commit(send, robust=True)
    return user


def _refuse_twin(user: User, username: str) -> None:
    """Marina and marina would be taken for one person, by people and by the count of failures."""
    twin = User.objects.filter(username__iexact=username).exclude(pk=user.pk).first()
    if twin:
        text = _("“%(username)s” is the username of %(user)s.")
        raise ValidationError({"username": text % {"username": twin.username, "user": twin}})


def _set_groups(
    actor: User, user: User, current: frozenset[int], wanted: frozenset[int]
) -> audit.Changes:
    if current == wanted:
        return {}
    added = Group.objects.filter(pk__in=wanted - current)
    guarding.refuse_more_than_own(actor, permissions.of_groups(added))
    names = dict(Group.objects.filter(pk__in=wanted | current).values_list("pk", "name"))
    user.groups.remove(*(current - wanted))
    user.groups.add(*added)
    return audit.changes_between(
        {"groups": frozenset(names[pk] for pk in current)},
        {"groups": frozenset(names[pk] for pk in wanted if pk in names)},
    )
