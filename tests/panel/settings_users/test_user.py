import pytest
from django.contrib.auth.models import Group

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry, User
from tests.factories import SalesChannelFactory, SellerStaffFactory, UserFactory
from tests.forms import post
from tests.panel.settings_users.pages import LIST, NEW, key_of, link_in, text, url_of

pytestmark = pytest.mark.django_db


def test_a_user_is_added_with_groups_and_channels_and_gets_a_link_once(client, admin):
    channel = SalesChannelFactory()

    response = post(
        client, NEW, username="marina", groups=[key_of("Operator")], channels=[channel.pk]
    )

    user = User.objects.get(username="marina")
    assert response.url == url_of(user)
    assert user.role_names == ["Operator"]
    assert user.channel_ids == [channel.pk]
    link = link_in(client.get(response.url))
    assert client.get(link).status_code == 302
    assert link_in(client.get(response.url)) is None
    assert [entry.action for entry in audit.entries_about(user)] == [
        AuditEntry.Action.LINK_MADE,
        AuditEntry.Action.CHANGED,
        AuditEntry.Action.CREATED,
    ]


def test_a_taken_username_is_refused_and_nothing_typed_is_lost(client, admin):
    SalesChannelFactory()
    UserFactory(username="marina")

    page = text(post(client, NEW, username="marina", last_name="Sá", groups=[key_of("Operator")]))

    assert "“marina” is the username of" in page
    assert 'value="Sá"' in page
    ticked = f'name="groups" value="{key_of("Operator")}" checked'
    assert ticked in page
    assert User.objects.filter(last_name="Sá").count() == 0


def test_a_user_is_changed(client, admin):
    kept, dropped = SalesChannelFactory(), SalesChannelFactory()
    user = UserFactory(role="Support", channels=[kept, dropped])

    post(
        client,
        url_of(user),
        last_name="Sá",
        groups=[key_of("Operator")],
        channels=[kept.pk],
    )

    user = User.objects.get(pk=user.pk)
    assert (user.last_name, user.role_names, user.channel_ids) == ("Sá", ["Operator"], [kept.pk])


def test_a_refusal_changes_neither_fields_nor_channels(client, admin):
    channel = SalesChannelFactory()
    user = UserFactory(username="marina")
    UserFactory(username="taken")

    post(client, url_of(user), username="taken", channels=[channel.pk])

    user = User.objects.get(pk=user.pk)
    assert (user.username, user.channel_ids) == ("marina", [])


def test_a_deactivated_user_is_out_and_can_come_back(client, admin):
    user = UserFactory()

    client.post(url_of(user) + "deactivate/")
    assert not User.objects.get(pk=user.pk).is_active
    assert "New Sign-In Link" not in text(client.get(url_of(user)))
    client.post(url_of(user) + "activate/")

    assert User.objects.get(pk=user.pk).is_active


def test_a_new_link_is_shown_once_and_only_on_its_users_page(client, admin):
    user, other = UserFactory(), UserFactory()

    response = client.post(url_of(user) + "sign-in-link/")

    assert response.url == url_of(user)
    assert link_in(client.get(url_of(other))) is None
    assert link_in(client.get(url_of(user))) is not None
    assert link_in(client.get(url_of(user))) is None


def test_the_page_names_the_sellers_a_user_works_for(client, admin):
    staff = SellerStaffFactory(seller__name="Luminar")

    page = text(client.get(url_of(staff.user)))

    assert f'href="/omnitron/settings/sellers/{staff.seller_id}/">Luminar</a>' in page


def test_a_stale_form_does_not_take_a_group_that_somebody_has_just_given(client, admin):
    user = UserFactory(role="Support")
    opened = client.get(url_of(user))
    post(client, url_of(user), groups=[key_of("Support"), key_of("MPO")])

    post(client, url_of(user), opened_as=opened, last_name="Sá")

    user = User.objects.get(pk=user.pk)
    assert (user.role_names, user.last_name) == (["MPO", "Support"], "Sá")


def test_the_history_tells_of_changes_and_failed_tries(client, admin):
    user = UserFactory(username="marina", last_name="Teixeira")
    post(client, url_of(user), last_name="Sá")
    client.post(
        "/accounts/login/", {"username": "marina", "password": "x"}, REMOTE_ADDR="203.0.113.7"
    )
    client.logout()
    client.post(
        "/accounts/login/", {"username": "marina", "password": "x"}, REMOTE_ADDR="203.0.113.7"
    )
    client.force_login(admin)

    history = text(client.get(url_of(user))).split('id="history"')[1]

    assert "<ins>Sá</ins>" in history
    assert history.count("Sign-in failed") == 1
    assert "203.0.113.7" in history


def test_pages_cost_the_same_with_3_and_33_users_groups_and_channels(
    client, admin, django_assert_num_queries
):
    user = UserFactory()
    for count in (3, 30):
        channels = SalesChannelFactory.create_batch(count)
        groups = [Group.objects.create(name=f"Group {count}-{n}") for n in range(count)]
        for person in [user, *UserFactory.create_batch(count, role="Operator")]:
            person.groups.add(*groups)
        SellerStaffFactory.create_batch(count, user=user)
        with django_assert_num_queries(6):
            client.get(LIST)
        with django_assert_num_queries(15):
            client.get(url_of(user))
    assert len(channels) == 30
