"""Two administrators at the same moment: the second one is judged by what the first one did."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from omnitron.accounts import permissions
from omnitron.accounts.models import AuditEntry, User
from omnitron.accounts.roles import ADMIN
from omnitron.accounts.services import groups, users
from omnitron.core.errors import NotFound, Refusal
from tests.concurrency import start_behind
from tests.factories import UserFactory

at_once = pytest.mark.django_db(transaction=True)
GONE = "This needs “%s”, which you do not have any more."


def values_of(user):
    fields = ("username", "first_name", "last_name", "email", "language", "time_zone")
    return {field: getattr(user, field) for field in fields}


def demote(actor, user):
    """Take every authority group from a user."""
    opened = {**values_of(user), "groups": list(user.groups.values_list("pk", flat=True))}
    return users.change_user(
        actor=actor, pk=user.pk, opened=opened, group_ids=frozenset(), **values_of(user)
    )


def empty_group(actor, group):
    """Take everything but the panel from those who have a group."""
    opened = {"name": group.name, "codes": sorted(permissions.codes(group.permissions.all()))}
    return groups.change_group(
        actor=actor,
        pk=group.pk,
        opened=opened,
        name=group.name,
        codes=frozenset({"accounts.use_omnitron"}),
    )


@at_once
def test_two_administrators_cannot_deactivate_each_other_at_once():
    first, second = UserFactory(role="Admin"), UserFactory(role="Admin")

    with transaction.atomic():
        users.set_active(actor=first, pk=second.pk, active=False)
        answer = start_behind(lambda: users.set_active(actor=second, pk=first.pk, active=False))

    with pytest.raises(Refusal, match="Your own account was deactivated just now"):
        answer.result(timeout=5)
    assert list(User.objects.filter(is_active=True)) == [first]


@at_once
@pytest.mark.parametrize("begins", [0, 1])
def test_two_administrators_cannot_demote_each_other_at_once(begins):
    people = [UserFactory(role="Admin"), UserFactory(role="Admin")]
    first, second = people[begins], people[1 - begins]

    with transaction.atomic():
        demote(first, second)
        answer = start_behind(lambda: demote(second, first))

    with pytest.raises(Refusal) as refusal:
        answer.result(timeout=5)
    assert str(refusal.value) == GONE % "Set up users"
    assert list(User.objects.filter(groups__name="Admin")) == [first]


@at_once
def test_two_administrators_cannot_empty_each_others_group_at_once():
    rights = sorted(ADMIN)
    first, second = UserFactory(permissions=rights), UserFactory(permissions=rights)
    of_first, of_second = (Group.objects.get(user=user) for user in (first, second))

    with transaction.atomic():
        empty_group(first, of_second)
        answer = start_behind(lambda: empty_group(second, of_first))

    with pytest.raises(Refusal) as refusal:
        answer.result(timeout=5)
    assert str(refusal.value) == GONE % "Set up authority groups"
    assert permissions.held_by(first) == ADMIN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "needed"),
    [
        (
            lambda actor, user: users.create_user(
                actor=actor,
                group_ids=frozenset(),
                **{**values_of(user), "username": "somebody-new"},
            ),
            "Set up users",
        ),
        (demote, "Set up users"),
        (
            lambda actor, user: users.set_active(actor=actor, pk=user.pk, active=False),
            "Set up users",
        ),
        (
            lambda actor, user: users.allow_sign_in_link(actor=actor, pk=user.pk, site="/"),
            "Set up users",
        ),
        (
            lambda actor, user: groups.create_group(actor=actor, name="Mine", codes=frozenset()),
            "Set up authority groups",
        ),
        (
            lambda actor, user: empty_group(actor, Group.objects.get(user=user)),
            "Set up authority groups",
        ),
        (
            lambda actor, user: groups.delete_group(
                actor=actor, pk=Group.objects.get(user=user).pk
            ),
            "Set up authority groups",
        ),
    ],
)
def test_who_lost_the_permission_since_their_page_was_opened_changes_nothing(change, needed):
    actor = UserFactory(role="Admin")
    assert actor.has_perms(["accounts.manage_users", "accounts.manage_groups"])
    actor.groups.clear()

    with pytest.raises(Refusal) as refusal:
        change(actor, UserFactory(permissions=["accounts.use_omnitron"]))

    assert str(refusal.value) == GONE % needed
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_a_user_who_does_not_exist_is_not_found():
    with pytest.raises(NotFound, match="There is no such user here"):
        users.allow_sign_in_link(actor=UserFactory(role="Admin"), pk=0, site="/")
