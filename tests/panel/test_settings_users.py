import re

import pytest
from django.contrib.auth.models import Group, Permission

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry, User
from tests.factories import SalesChannelFactory, SellerStaffFactory, UserFactory
from tests.forms import post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/users/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin", username="admin")
    client.force_login(user)
    return user


@pytest.fixture
def manager(client):
    """Sets up users, and may otherwise do what an operator may in one channel."""
    group = Group.objects.create(name="User managers")
    group.permissions.add(Permission.objects.get(codename="manage_users"))
    user = UserFactory(role="Operator", channels=[SalesChannelFactory(name="Own")])
    user.groups.add(group)
    client.force_login(user)
    return user


def url_of(user):
    return f"{LIST}{user.pk}/"


def text(response):
    return response.content.decode()


def key_of(group):
    return str(Group.objects.get(name=group).pk)


def link_in(response):
    found = re.search(r"http://testserver(/accounts/choose-password/[^<\"]+)", text(response))
    return found and found[1]


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


def test_who_rose_meanwhile_is_handed_over_to_nobody(client, manager):
    user = UserFactory(role="Support")
    client.post(url_of(user) + "sign-in-link/")
    user.groups.add(Group.objects.get(name="Admin"))

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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "KEMA"}, {"kemal"}),
        ({"q": "sahin"}, {"elif"}),
        ({"q": "elif@shop"}, {"elif"}),
        ({"group": "Support"}, {"elif"}),
        ({"state": "inactive"}, {"gone"}),
        ({"group": "9" * 30}, {"admin", "kemal", "elif", "gone"}),
    ],
)
def test_users_are_found_by_name_group_and_state(client, admin, query, found):
    UserFactory(username="kemal")
    UserFactory(username="elif", last_name="Şahin", email="elif@shop.example", role="Support")
    UserFactory(username="gone", is_active=False)
    if query.get("group") == "Support":
        query = {"group": key_of("Support")}

    page = text(client.get(LIST, query))

    rows = page.split("<tbody")[1].split("</tbody>")[0]
    assert set(re.findall(r'/users/\d+/">(\w+)</a>', rows)) == found


def test_who_has_not_chosen_a_password_yet_is_shown_as_invited(client, admin):
    user = UserFactory()
    user.set_unusable_password()
    user.save()

    assert "Invited" in text(client.get(LIST))


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
        with django_assert_num_queries(14):
            client.get(url_of(user))
    assert len(channels) == 30
