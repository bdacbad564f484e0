import pytest
from django.contrib.auth.models import Group, Permission

from omnitron.accounts import permissions
from omnitron.accounts.roles import OPERATOR, SUPPORT
from tests.factories import UserFactory
from tests.forms import fields_of, post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/groups/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin")
    client.force_login(user)
    return user


@pytest.fixture
def manager(client):
    """Sets up groups, and may otherwise do what an operator may."""
    group = Group.objects.create(name="Group managers")
    group.permissions.add(Permission.objects.get(codename="manage_groups"))
    user = UserFactory(role="Operator")
    user.groups.add(group)
    client.force_login(user)
    return user


def url_of(group):
    return f"{LIST}{group.pk}/"


def text(response):
    return response.content.decode()


def codes_of(group):
    return permissions.codes(group.permissions.all())


def group_with(*codes, name="Night shift"):
    group = Group.objects.create(name=name)
    rows = Permission.objects.select_related("content_type")
    group.permissions.set(r for r in rows if f"{r.content_type.app_label}.{r.codename}" in codes)
    return group


def test_the_list_tells_roles_from_own_groups_and_counts_members(client, admin):
    UserFactory.create_batch(2, role="Support")
    group_with()

    page = text(client.get(LIST))

    support = page.split(">Support</a>")[1].split("</tr>")[0]
    assert "Built-in role" in support
    assert ">4</td>" in support
    assert ">2</td>" in support
    assert "Own group" in page.split(">Night shift</a>")[1].split("</tr>")[0]


def test_a_group_is_added_and_changed(client, admin):
    response = post(client, NEW, name="Night shift", codes=["orders.view_orders"])
    group = Group.objects.get(name="Night shift")
    assert response.url == url_of(group)

    post(client, url_of(group), codes=["orders.view_orders", "orders.add_note"])

    assert codes_of(group) == {"orders.view_orders", "orders.add_note"}
    history = text(client.get(url_of(group))).split('id="history"')[1]
    assert "+ Add notes to the order log" in history


def test_a_built_in_role_is_read_only_with_a_copy(client, admin):
    role = Group.objects.get(name="Support")

    page = text(client.get(url_of(role)))
    response = client.post(url_of(role), {"name": "x", "opened": ""})
    deleted = client.post(url_of(role) + "delete/")

    assert f'href="{NEW}?copy={role.pk}"' in page
    assert 'type="submit">Save<' not in page
    assert response.status_code == 422
    assert deleted.status_code == 400
    assert codes_of(Group.objects.get(name="Support")) == SUPPORT


def test_a_copy_begins_with_the_same_permissions(client, admin):
    role = Group.objects.get(name="Support")

    copy = f"{NEW}?copy={role.pk}"
    fields = fields_of(client.get(copy))
    post(client, copy)

    assert fields["name"] == ["Support (copy)"]
    assert codes_of(Group.objects.get(name="Support (copy)")) == SUPPORT


def test_a_copy_leaves_out_what_one_does_not_have(client, manager):
    fields = fields_of(client.get(f"{NEW}?copy={Group.objects.get(name='Admin').pk}"))

    assert set(fields["codes"]) == OPERATOR | {"accounts.manage_groups"}


def test_a_forged_tick_gives_no_permission_that_one_does_not_have(client, manager):
    group = group_with("orders.add_note")

    post(client, url_of(group), codes=["orders.view_orders", "accounts.manage_users"])

    assert codes_of(group) == {"orders.view_orders"}


def test_a_group_above_ones_own_rights_is_read_only(client, manager):
    group = group_with("orders.add_note")
    opened = client.get(url_of(group))
    group.permissions.add(Permission.objects.get(codename="manage_sellers"))

    page = text(client.get(url_of(group)))
    changed = post(client, url_of(group), opened_as=opened, name="Mine", codes=[])
    deleted = client.post(url_of(group) + "delete/")

    assert "This group gives more than you have yourself" in page
    assert 'type="submit">Save<' not in page
    assert url_of(group) + "delete/" not in page
    assert (changed.status_code, deleted.status_code) == (422, 400)
    assert "“Night shift” gives more than you have" in text(changed)
    group.refresh_from_db()
    assert group.name == "Night shift"
    assert codes_of(group) == {"orders.manage_sellers", "orders.add_note"}


def test_an_unused_group_is_deleted(client, admin):
    group = group_with()

    response = client.post(url_of(group) + "delete/", follow=True)

    assert "Night shift was deleted." in text(response)
    assert not Group.objects.filter(pk=group.pk).exists()


def test_a_group_with_members_is_not_offered_for_deletion_and_refused(client, admin):
    group = group_with()
    UserFactory().groups.add(group)

    page = text(client.get(url_of(group)))
    response = client.post(url_of(group) + "delete/")

    assert "A group that somebody has cannot be deleted." in page
    assert url_of(group) + "delete/" not in page
    assert response.status_code == 400
    assert "1 user is in “Night shift”" in text(response)


def test_a_name_that_is_taken_is_refused_and_ticks_are_kept(client, admin):
    page = post(client, NEW, name="Operator", codes=["orders.add_note"])

    assert "Group with this Name already exists." in text(page)
    assert fields_of(page)["codes"] == ["orders.add_note"]


def test_pages_cost_the_same_with_3_and_33_groups(client, admin, django_assert_num_queries):
    group = group_with("orders.add_note")
    for count in (3, 30):
        for number in range(count):
            group_with("orders.add_note", name=f"Group {count}-{number}")
        group.user_set.add(*UserFactory.create_batch(count))
        client.get(LIST)
        with django_assert_num_queries(4):
            client.get(LIST)
        with django_assert_num_queries(6):
            client.get(url_of(group))
