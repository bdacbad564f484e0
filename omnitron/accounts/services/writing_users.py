"""What setting up a user writes, for services that have locked the people and judged the actor."""

from datetime import timedelta
from functools import partial
from typing import TypedDict

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.accounts import audit, changing, permissions, tasks
from omnitron.accounts.models import User
from omnitron.accounts.services import guarding, tokens
from omnitron.core.errors import Refusal
from omnitron.core.formats import moment_text
from omnitron.core.mailing import mail_is_set_up
from omnitron.core.merging import Values

HOUR = timedelta(hours=1)
LINKS_PER_HOUR = 5


class UserValues(TypedDict):
    """What a user's form says, groups and channels apart."""

    username: str
    first_name: str
    last_name: str
    email: str
    language: str
    time_zone: str


def add_user(*, actor: User, group_ids: frozenset[int], values: UserValues) -> User:
    """Insert a user without a password, and log it."""
    user = User()
    user.set_unusable_password()
    changes = changing.save_new(subject=user, values=values)
    changes |= set_groups(actor, user, frozenset(), group_ids)
    audit.record(actor=actor, action=audit.Action.CREATED, subject=user, changes=changes)
    return user


def save_user(
    *, actor: User, user: User, opened: Values, values: UserValues, group_ids: frozenset[int]
) -> None:
    """Save what a form changed of a user, the groups to have with it, and log it."""
    current = group_ids_of(user)
    changes = changing.save_merged(subject=user, opened=opened, mine=values)
    changes |= set_groups(actor, user, current, group_ids)
    if changes:
        audit.record(actor=actor, action=audit.Action.CHANGED, subject=user, changes=changes)


def group_ids_of(user: User) -> frozenset[int]:
    """The authority groups that a user has now."""
    return frozenset(user.groups.values_list("pk", flat=True))


def switch_user(*, actor: User, user: User, active: bool) -> None:
    """Let a user sign in, or end their sessions and tokens and keep them out; safe to repeat.

    The caller holds the lock of the user. Raises `Refusal` for the actor's own account.
    """
    if user == actor and not active:
        raise Refusal(_("You cannot deactivate yourself. Ask another administrator."))
    changing.change(
        actor=actor,
        subject=user,
        opened={"is_active": not active},
        mine={"is_active": active},
    )
    if not active:
        end_sessions(actor=actor, user=user)


def end_sessions(*, actor: User, user: User) -> None:
    """Sign a user out of all browsers and programs, whom the caller has locked."""
    # First the tokens: those of sign-ins are known by what is counted here.
    tokens.revoke_every(actor=actor, user=user)
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)


def give_link(*, actor: User, user: User, site: str) -> None:
    """Log that a link to choose a password is given to a user, and mail it where mail is set up.

    The caller holds the lock of the user. Raises `Refusal` for somebody who is deactivated, and
    beyond `LINKS_PER_HOUR`: nobody's mailbox is flooded from here.
    """
    if not user.is_active:
        raise Refusal(_("%(user)s is deactivated: activate them first.") % {"user": user})
    _refuse_flood(user)
    audit.record(actor=actor, action=audit.Action.LINK_MADE, subject=user)
    if user.email and mail_is_set_up():
        # A broker that is down must not undo the link, which the administrator sees anyway.
        send = partial(tasks.send_sign_in_link.delay, user.pk, site)
        transaction.on_commit(send, robust=True)


def _refuse_flood(user: User) -> None:
    made = audit.entries_about(user).filter(
        action=audit.Action.LINK_MADE, at__gt=timezone.now() - HOUR
    )
    moments = list(made.values_list("at", flat=True)[:LINKS_PER_HOUR])
    if len(moments) == LINKS_PER_HOUR:
        raise Refusal(
            _(
                "%(count)s sign-in links were made for %(user)s within an hour: the next one can be"
                " made at %(when)s."
            )
            % {
                "count": LINKS_PER_HOUR,
                "user": user,
                "when": moment_text(moments[-1] + HOUR, "minute"),
            }
        )


def twin_of(user: User, username: str) -> User | None:
    """Who has a username already, in whatever letters.

    Marina and marina would be taken for one person, by people and by the count of failures.
    """
    return User.objects.filter(username__iexact=username).exclude(pk=user.pk).first()


def set_groups(
    actor: User, user: User, current: frozenset[int], wanted: frozenset[int]
) -> audit.Changes:
    """Give and take authority groups; what changed, for the log. Raises `Refusal`."""
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
