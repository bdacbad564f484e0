import pytest
from django.contrib.auth.models import Group, Permission

from tests.factories import SalesChannelFactory, UserFactory


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
