"""What those who set up users cannot do there: reach above themselves, lock themselves out."""

import pytest
from django.contrib.auth.models import Group

from omnitron.accounts.models import User
from tests.factories import SalesChannelFactory, SellerStaffFactory, UserFactory
from tests.forms import post
from tests.panel.settings_users.pages import key_of, link_in, text, url_of

pytestmark = pytest.mark.django_db


def test_a_channel_that_is_not_ones_own_is_neither_offered_nor_given(client, manager):
    own = manager.channel_access.get().channel
    strange = SalesChannelFactory(name="Strange")
    user = UserFactory(channels=[own])

    page = text(client.get(url_of(user)))
    post(client, url_of(user), groups=[key_of("Support")], channels=[own.pk, strange.pk])

    assert "Grey ones you do not have yourself" in page
    user = User.objects.get(pk=user.pk)
    assert user.role_names == ["Support"]
    assert user.channel_ids == [own.pk]


def test_a_forged_tick_gives_no_group_above_ones_own(client, manager):
    user = UserFactory()

    post(client, url_of(user), groups=[key_of("Admin")])

    assert User.objects.get(pk=user.pk).role_names == []


@pytest.mark.parametrize("above", ["does more", "sees a channel", "sells"])
def test_a_user_above_can_be_looked_at_but_not_changed(client, manager, above):
    user = UserFactory(
        role="Admin" if above == "does more" else "Support",
        channels=[SalesChannelFactory()] if above == "sees a channel" else [],
        first_name="Marina",
        last_name="Teixeira",
    )
    if above == "sells":
        SellerStaffFactory(user=user)

    page = text(client.get(url_of(user)))
    changed = client.post(url_of(user), {"username": "x", "opened": ""})
    link = client.post(url_of(user) + "sign-in-link/")
    deactivated = client.post(url_of(user) + "deactivate/")

    assert "Marina Teixeira may do or see more than you" in page
    assert 'type="submit">Save<' not in page
    assert "New Sign-In Link" not in page
    assert 'action="/omnitron/settings/users/' not in page
    assert changed.status_code == 422
    assert (link.status_code, deactivated.status_code) == (400, 400)
    user.refresh_from_db()
    assert user.is_active
    assert user.username != "x"


def test_nobody_is_offered_to_deactivate_themselves(client, admin):
    page = text(client.get(url_of(admin)))
    response = client.post(url_of(admin) + "deactivate/")

    assert "This is you. Another administrator can deactivate you." in page
    assert response.status_code == 400
    assert "You cannot deactivate yourself." in text(response)


def test_taking_ones_own_right_to_set_up_users_is_refused_in_words(client, admin):
    page = text(post(client, url_of(admin), groups=[key_of("Operator")]))

    assert "You would lose" in page
    assert User.objects.get(pk=admin.pk).role_names == ["Admin"]


def test_who_rose_meanwhile_is_handed_over_to_nobody(client, manager):
    user = UserFactory(role="Support")
    client.post(url_of(user) + "sign-in-link/")
    user.groups.add(Group.objects.get(name="Admin"))

    assert link_in(client.get(url_of(user))) is None
