"""One form, several rows: all of it is saved or nothing."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry, User
from omnitron.core.errors import Refusal
from omnitron.panel.services import setting_up_users
from orders.models import ChannelAccess
from tests.factories import SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db

SITE = "https://shop.example/"
VALUES = {
    "username": "marina",
    "first_name": "Marina",
    "last_name": "Teixeira",
    "email": "marina@example.com",
    "language": "en",
    "time_zone": "UTC",
}


@pytest.fixture
def admin():
    return UserFactory(role="Admin")


@pytest.fixture
def manager():
    """Sets up users and has no sales channel to give."""
    return UserFactory(permissions=["accounts.manage_users"])


def key_of(group):
    return Group.objects.get(name=group).pk


def test_a_user_is_added_with_groups_channels_and_the_right_to_a_link(admin):
    channel = SalesChannelFactory()

    user = setting_up_users.create_user(
        actor=admin,
        site=SITE,
        groups=frozenset([key_of("Operator")]),
        channels=frozenset([channel.pk]),
        **VALUES,
    )

    user = User.objects.get(pk=user.pk)
    assert (user.username, user.role_names, user.channel_ids) == (
        "marina",
        ["Operator"],
        [channel.pk],
    )
    assert audit.entries_about(user).filter(action=AuditEntry.Action.LINK_MADE).count() == 1


def test_nobody_is_added_with_a_channel_that_the_actor_cannot_give(manager):
    channel = SalesChannelFactory(name="Strange")

    with pytest.raises(Refusal, match="You may not give or take Strange"):
        setting_up_users.create_user(
            actor=manager,
            site=SITE,
            groups=frozenset(),
            channels=frozenset([channel.pk]),
            **VALUES,
        )

    assert not User.objects.filter(username="marina").exists()
    assert not AuditEntry.objects.exists()


def test_a_field_that_is_refused_leaves_the_channels_as_they_were(admin):
    UserFactory(username="taken")
    user = UserFactory(**VALUES)
    opened = {**VALUES, "groups": [], "channels": []}

    with pytest.raises(ValidationError) as refusal:
        setting_up_users.change_user(
            actor=admin,
            pk=user.pk,
            opened=opened,
            groups=frozenset(),
            channels=frozenset([SalesChannelFactory().pk]),
            **{**VALUES, "username": "taken"},
        )

    assert list(refusal.value.message_dict) == ["username"]
    assert not ChannelAccess.objects.exists()
    assert not AuditEntry.objects.exists()


def test_whoever_may_not_set_up_users_adds_nobody():
    with pytest.raises(Refusal, match="which you do not have any more"):
        setting_up_users.create_user(
            actor=UserFactory(role="Operator"),
            site=SITE,
            groups=frozenset(),
            channels=frozenset(),
            **VALUES,
        )

    assert not User.objects.filter(username="marina").exists()
