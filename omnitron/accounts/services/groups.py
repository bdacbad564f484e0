"""Authority groups: permissions under a name. Those of `roles.py` belong to the release."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.accounts import audit, changing, permissions
from omnitron.accounts.models import User
from omnitron.accounts.roles import ROLES
from omnitron.accounts.services import guarding
from omnitron.core.errors import Refusal
from omnitron.core.merging import Values, merge


@transaction.atomic
def create_group(*, actor: User, name: str, codes: frozenset[str]) -> Group:
    """Add a group. Raises `ValidationError`, or `Refusal` for more than the actor's own rights."""
    (actor,) = guarding.lock_people(actor, guarding.MANAGE_GROUPS)
    guarding.refuse_more_than_own(actor, codes)
    group = Group()
    changes = changing.save_new(subject=group, values={"name": name})
    changes |= _set_permissions(group, frozenset(), codes)
    audit.record(actor=actor, action=audit.Action.CREATED, subject=group, changes=changes)
    return group


@transaction.atomic
def change_group(
    *, actor: User, pk: int, opened: Values, name: str, codes: frozenset[str]
) -> Group:
    """Rename a group or change what it may.

    Raises `BothChanged`, `ValidationError` or `Refusal`.
    """
    # Its members are changed as well: one of them may be taking the actor's rights meanwhile.
    members = User.objects.filter(groups=pk).values_list("pk", flat=True)
    actor, *_members = guarding.lock_people(actor, guarding.MANAGE_GROUPS, *members)
    group = _lock_own(pk)
    guarding.refuse_group_above(actor, group)
    held = permissions.held_by(actor)
    current = permissions.codes(group.permissions.all())
    merged = merge(opened=opened, mine={"codes": codes}, current={"codes": current})["codes"]
    guarding.refuse_more_than_own(actor, merged - current)
    changes = changing.save_merged(subject=group, opened=opened, mine={"name": name})
    changes |= _set_permissions(group, current, merged)
    guarding.refuse_to_lose(actor, held)
    if changes:
        audit.record(actor=actor, action=audit.Action.CHANGED, subject=group, changes=changes)
    return group


@transaction.atomic
def delete_group(*, actor: User, pk: int) -> str:
    """Delete a group without members; its name. Raises `Refusal` or `NotFound`."""
    (actor,) = guarding.lock_people(actor, guarding.MANAGE_GROUPS)
    group = _lock_own(pk)
    guarding.refuse_group_above(actor, group)
    count = group.user_set.count()
    if count:
        raise Refusal(
            ngettext(
                "%(count)d user is in “%(name)s”: give them another group first.",
                "%(count)d users are in “%(name)s”: give them another group first.",
                count,
            )
            % {"count": count, "name": group.name}
        )
    audit.record(actor=actor, action=audit.Action.DELETED, subject=group)
    group.delete()
    return group.name


def _lock_own(pk: int) -> Group:
    group = changing.lock(Group, pk)
    if group.name in ROLES:
        raise Refusal(
            _("“%(name)s” is a built-in role. Copy it to change it.") % {"name": group.name}
        )
    return group


def _set_permissions(
    group: Group, current: frozenset[str], wanted: frozenset[str]
) -> audit.Changes:
    changes = audit.changes_between({"permissions": current}, {"permissions": wanted})
    if changes:
        ids = {
            f"{row.content_type.app_label}.{row.codename}": row.pk
            for row in Permission.objects.select_related("content_type")
        }
        group.permissions.remove(*(ids[code] for code in current - wanted))
        group.permissions.add(*(ids[code] for code in wanted - current))
    return changes
