import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from omnitron.accounts import audit, permissions
from omnitron.accounts.models import AuditEntry
from omnitron.accounts.roles import ADMIN, OPERATOR, ROLES, SUPPORT
from omnitron.accounts.services import groups
from omnitron.core.errors import Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def own_group(codes=SUPPORT, name="Night shift"):
    return groups.create_group(actor=UserFactory(role="Admin"), name=name, codes=frozenset(codes))


def codes_of(group):
    return permissions.codes(group.permissions.all())


def test_every_built_in_role_has_the_permissions_of_the_table():
    found = {group.name: codes_of(group) for group in Group.objects.all()}

    assert found == ROLES


def test_every_permission_has_a_place_in_the_form():
    offered = {code for labels in permissions.by_area().values() for code in labels}

    assert offered == set(permissions.labels())
    assert offered >= ADMIN
    assert set(permissions.by_area()) <= set(permissions.AREAS)


def test_a_new_group_is_saved_and_logged():
    group = own_group({"orders.view_orders", "accounts.use_omnitron"})

    assert codes_of(group) == {"orders.view_orders", "accounts.use_omnitron"}
    entry = audit.entries_about(group).get()
    assert entry.action == AuditEntry.Action.CREATED
    assert entry.changes == {
        "name": [None, "Night shift"],
        "permissions": [[], ["accounts.use_omnitron", "orders.view_orders"]],
    }


def test_a_name_is_taken_once():
    with pytest.raises(ValidationError) as refusal:
        own_group(name="Operator")

    assert list(refusal.value.message_dict) == ["name"]


def test_nobody_gives_a_permission_that_they_do_not_have():
    with pytest.raises(Refusal) as refusal:
        groups.create_group(
            actor=UserFactory(role="Operator", permissions=["accounts.manage_groups"]),
            name="Mine",
            codes=OPERATOR | {"accounts.manage_users"},
        )

    assert str(refusal.value) == ("You may not give what you do not have yourself: “Set up users”.")
    assert not Group.objects.filter(name="Mine").exists()


def test_a_permission_that_does_not_exist_is_refused():
    with pytest.raises(Refusal, match=r"orders\.invented"):
        groups.create_group(
            actor=UserFactory(is_superuser=True), name="Mine", codes={"orders.invented"}
        )


def test_a_change_logs_only_what_was_added_and_taken():
    group = own_group({"orders.view_orders", "orders.add_note"})

    groups.change_group(
        actor=UserFactory(role="Admin"),
        pk=group.pk,
        opened={"name": "Night shift", "codes": ["orders.view_orders", "orders.add_note"]},
        name="Night shift",
        codes=frozenset({"orders.view_orders", "orders.edit_customer"}),
    )

    assert codes_of(group) == {"orders.view_orders", "orders.edit_customer"}
    assert audit.entries_about(group).first().changes == {
        "permissions": [["orders.add_note"], ["orders.edit_customer"]]
    }


def test_a_built_in_role_is_neither_changed_nor_deleted():
    role = Group.objects.get(name="Support")
    actor = UserFactory(role="Admin")

    with pytest.raises(Refusal, match="“Support” is a built-in role"):
        groups.change_group(actor=actor, pk=role.pk, opened={}, name="Support", codes=frozenset())
    with pytest.raises(Refusal, match="built-in role"):
        groups.delete_group(actor=actor, pk=role.pk)

    assert codes_of(role) == SUPPORT


def test_nobody_takes_a_right_of_management_from_themselves_by_a_group():
    group = own_group({"accounts.use_omnitron", "accounts.manage_groups"})
    actor = UserFactory()
    actor.groups.add(group)

    with pytest.raises(Refusal) as refusal:
        groups.change_group(
            actor=actor,
            pk=group.pk,
            opened={"name": group.name, "codes": sorted(codes_of(group))},
            name=group.name,
            codes=frozenset({"accounts.use_omnitron"}),
        )

    assert str(refusal.value) == (
        "You would lose “Set up authority groups” yourself. Ask another administrator to do this."
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda actor, group: groups.change_group(
            actor=actor,
            pk=group.pk,
            opened={"name": group.name, "codes": sorted(codes_of(group))},
            name="Mine",
            codes=codes_of(group),
        ),
        lambda actor, group: groups.change_group(
            actor=actor,
            pk=group.pk,
            opened={"name": group.name, "codes": sorted(codes_of(group))},
            name=group.name,
            codes=SUPPORT,
        ),
        lambda actor, group: groups.delete_group(actor=actor, pk=group.pk),
    ],
    ids=["rename", "take", "delete"],
)
def test_nobody_touches_a_group_that_gives_more_than_they_have(change):
    group = own_group(SUPPORT | {"accounts.manage_users"})
    actor = UserFactory(role="Operator", permissions=["accounts.manage_groups"])

    with pytest.raises(Refusal) as refusal:
        change(actor, group)

    assert str(refusal.value) == (
        "“Night shift” gives more than you have: “Set up users”. Ask another administrator."
    )
    group.refresh_from_db()
    assert (group.name, codes_of(group)) == ("Night shift", SUPPORT | {"accounts.manage_users"})


def test_a_group_that_nobody_has_is_deleted_and_logged():
    group = own_group()
    pk = group.pk

    groups.delete_group(actor=UserFactory(role="Admin"), pk=pk)

    assert not Group.objects.filter(pk=pk).exists()
    entry = AuditEntry.objects.get(action=AuditEntry.Action.DELETED)
    assert (entry.subject_id, entry.subject_name) == (str(pk), "Night shift")


def test_a_group_that_somebody_has_stays():
    group = own_group()
    UserFactory().groups.add(group)

    with pytest.raises(Refusal) as refusal:
        groups.delete_group(actor=UserFactory(role="Admin"), pk=group.pk)

    assert str(refusal.value) == "1 user is in “Night shift”: give them another group first."
    assert Group.objects.filter(pk=group.pk).exists()
