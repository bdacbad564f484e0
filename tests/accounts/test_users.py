import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from omnitron.accounts import audit, permissions
from omnitron.accounts.models import AuditEntry, User
from omnitron.accounts.services import users
from omnitron.core.errors import Refusal
from tests.accounts.people import manager
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "username": "marina",
    "first_name": "Marina",
    "last_name": "Teixeira",
    "email": "",
    "language": "en",
    "time_zone": "America/Sao_Paulo",
}


def group_ids(*names):
    return frozenset(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def change(actor, user, *, groups, **values):
    opened = {field: getattr(user, field) for field in VALUES}
    opened["groups"] = list(user.groups.values_list("pk", flat=True))
    values = {field: values.get(field, opened[field]) for field in VALUES}
    return users.change_user(
        actor=actor, pk=user.pk, opened=opened, group_ids=group_ids(*groups), **values
    )


def test_a_new_user_has_groups_and_no_password_and_is_logged():
    user = users.create_user(
        actor=UserFactory(role="Admin"), group_ids=group_ids("Operator"), **VALUES
    )

    user = User.objects.get(username="marina")
    assert user.role_names == ["Operator"]
    assert not user.has_usable_password()
    entry = audit.entries_about(user).get()
    assert entry.action == AuditEntry.Action.CREATED
    assert entry.changes == {
        "username": [None, "marina"],
        "first_name": [None, "Marina"],
        "last_name": [None, "Teixeira"],
        "language": [None, "en"],
        "time_zone": [None, "America/Sao_Paulo"],
        "groups": [[], ["Operator"]],
    }


@pytest.mark.parametrize("taken", ["marina", "Marina", "MARINA"])
def test_a_username_is_taken_once_whatever_its_letters(taken):
    UserFactory(username=taken, first_name="Marina", last_name="Sá")
    other = UserFactory(username="other")

    with pytest.raises(ValidationError) as created:
        users.create_user(actor=UserFactory(role="Admin"), group_ids=frozenset(), **VALUES)
    with pytest.raises(ValidationError) as changed:
        change(UserFactory(role="Admin"), other, groups=[], username="marina")

    for refusal in (created, changed):
        assert refusal.value.message_dict == {
            "username": [f"“{taken}” is the username of Marina Sá."]
        }
    other.refresh_from_db()
    assert other.username == "other"


def test_a_username_can_be_written_in_other_letters():
    user = UserFactory(username="marina")

    change(UserFactory(role="Admin"), user, groups=[], username="Marina")

    user.refresh_from_db()
    assert user.username == "Marina"


def test_nobody_gives_a_group_that_may_do_more_than_they():
    with pytest.raises(Refusal) as refusal:
        users.create_user(actor=manager(), group_ids=group_ids("MPO"), **VALUES)

    assert str(refusal.value) == (
        "You may not give what you do not have yourself: "
        "“Work in Seller Center”, “See the orders of all sellers in Seller Center”, "
        "“Confirm or refuse a return for a seller”, “Reject items in Seller Center”, "
        "“Set up delivery settings”."
    )
    assert not User.objects.filter(username="marina").exists()


def test_a_superuser_gives_any_group():
    actor = UserFactory(is_superuser=True)

    users.create_user(actor=actor, group_ids=group_ids("Admin"), **VALUES)

    assert User.objects.get(username="marina").role_names == ["Admin"]


def test_a_change_of_fields_and_groups_is_one_line_of_the_log():
    actor, user = UserFactory(role="Admin"), UserFactory(role="Support", last_name="Teixeira")

    change(actor, user, groups=["Operator"], last_name="Sá Teixeira")

    user = User.objects.get(pk=user.pk)
    assert (user.last_name, user.role_names) == ("Sá Teixeira", ["Operator"])
    assert audit.entries_about(user).get().changes == {
        "last_name": ["Teixeira", "Sá Teixeira"],
        "groups": [["Support"], ["Operator"]],
    }


@pytest.mark.parametrize("active", [True, False])
def test_nobody_changes_a_user_who_may_do_more_than_they(active):
    user = UserFactory(role="Admin", is_active=active, email="admin@example.com")

    with pytest.raises(Refusal) as refusal:
        change(manager(), user, groups=["Admin"], email="mine@example.com")

    assert "may do more than you: " in str(refusal.value)
    assert "“Set up authority groups”" in str(refusal.value)
    user.refresh_from_db()
    assert user.email == "admin@example.com"


def test_nobody_but_a_superuser_changes_a_superuser():
    actor = UserFactory(role="Admin")
    with pytest.raises(Refusal) as refusal:
        change(actor, UserFactory(is_superuser=True), groups=[])

    assert "may do more than you: " in str(refusal.value)
    assert "more than you: ." not in str(refusal.value)


def test_nobody_takes_their_own_right_to_set_up_users():
    actor = UserFactory(role="Admin")

    with pytest.raises(Refusal) as refusal:
        change(actor, actor, groups=["Operator"])

    assert "“Set up users”" in str(refusal.value)
    assert permissions.held_by(actor) >= {"accounts.manage_users"}


def test_nobody_deactivates_themselves():
    actor = UserFactory(role="Admin")

    with pytest.raises(Refusal) as refusal:
        users.set_active(actor=actor, pk=actor.pk, active=False)

    assert str(refusal.value) == "You cannot deactivate yourself. Ask another administrator."
    actor.refresh_from_db()
    assert actor.is_active


def test_deactivating_is_logged_and_can_be_taken_back():
    actor, user = UserFactory(role="Admin"), UserFactory()

    users.set_active(actor=actor, pk=user.pk, active=False)
    assert not User.objects.get(pk=user.pk).is_active
    users.set_active(actor=actor, pk=user.pk, active=True)

    assert User.objects.get(pk=user.pk).is_active
    assert [entry.changes for entry in audit.entries_about(user)] == [
        {"is_active": [False, True]},
        {"is_active": [True, False]},
    ]
