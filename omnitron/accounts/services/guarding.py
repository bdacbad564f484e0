"""What setting up users and groups is not for: to rise above oneself, to lock oneself out."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from omnitron.accounts import permissions
from omnitron.accounts.models import User
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound, Refusal

MANAGE_USERS = "accounts.manage_users"
MANAGE_GROUPS = "accounts.manage_groups"
# Who loses one of these by their own change could not take it back.
MANAGEMENT = frozenset({OMNITRON, MANAGE_USERS, MANAGE_GROUPS})


def lock_people(actor: User | None, permission: str, *pks: int) -> list[User]:
    """The actor, if it is a person, and these users as they are now: the first lock of a change.

    Raises `NotFound`, or `Refusal` where the actor was deactivated or lacks the permission by now.
    """
    wanted = [*([actor.pk] if actor else []), *pks]
    # In the order of their keys: two people who change each other must not wait for each other.
    people = User.objects.select_for_update(no_key=True).order_by("pk").in_bulk(wanted)
    if people.keys() < set(wanted):
        raise NotFound(_("There is no such %(thing)s here.") % {"thing": User._meta.verbose_name})
    if actor:
        _refuse_former(people[actor.pk], permission)
    return [people[pk] for pk in wanted]


def refuse_more_than_own(actor: User, codes: frozenset[str]) -> None:
    """Raise `Refusal` where the actor would give a permission that they do not have."""
    missing = codes - permissions.held_by(actor)
    if missing:
        raise Refusal(
            _("You may not give what you do not have yourself: %(permissions)s.")
            % {"permissions": permissions.described(missing)}
        )


def refuse_group_above(actor: User, group: Group) -> None:
    """Raise `Refusal` where a group gives what the actor lacks: it is not theirs to change."""
    more = permissions.codes(group.permissions.all()) - permissions.held_by(actor)
    if more:
        raise Refusal(
            _("“%(group)s” gives more than you have: %(permissions)s. Ask another administrator.")
            % {"group": group, "permissions": permissions.described(more)}
        )


def refuse_to_lose(actor: User, held: frozenset[str]) -> None:
    """Raise `Refusal` where a change has just taken a right of management from the actor."""
    lost = MANAGEMENT & held - permissions.held_by(actor)
    if lost:
        raise Refusal(
            _("You would lose %(permissions)s yourself. Ask another administrator to do this.")
            % {"permissions": permissions.described(lost)}
        )


def may_change(actor: User, user: User) -> bool:
    """Whether a person may set another one up, who must neither do nor see more than they."""
    return not (_does_more(actor, user) or _sees_more(actor, user))


def refuse_above(actor: User, user: User) -> None:
    """Raise `Refusal` where the user may do or see more than the actor.

    Whoever changes an e-mail address or makes a sign-in link could sign in as that user.
    """
    if _does_more(actor, user):
        more = permissions.held_by(user) - permissions.held_by(actor)
        raise Refusal(
            _("%(user)s may do more than you: %(permissions)s. Ask another administrator.")
            % {"user": user, "permissions": permissions.described(more) or _("everything")}
        )
    if _sees_more(actor, user):
        raise Refusal(
            _("%(user)s sees sales channels or sellers that you do not. Ask an administrator.")
            % {"user": user}
        )


def _refuse_former(actor: User, permission: str) -> None:
    if not actor.is_active:
        raise Refusal(_("Your own account was deactivated just now."))
    if permission not in permissions.held_by(actor):
        raise Refusal(
            _("This needs %(permissions)s, which you do not have any more.")
            % {"permissions": permissions.described([permission])}
        )


def _does_more(actor: User, user: User) -> bool:
    if user.is_superuser and not actor.is_superuser:
        return True
    return bool(permissions.held_by(user) - permissions.held_by(actor))


def _sees_more(actor: User, user: User) -> bool:
    """Whether a user has channels or sellers that the actor neither has nor could take."""
    if not actor.has_perm("orders.manage_channels") and (
        set(user.channel_ids) - set(actor.channel_ids)
    ):
        return True
    if actor.has_perm("orders.manage_sellers"):
        return False
    return user.seller_staff.exclude(seller__staff__user=actor).exists()
