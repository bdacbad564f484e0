"""People who set up others."""

from django.contrib.auth.models import Group

from tests.factories import UserFactory


def manager(*extra):
    """Somebody who sets up users, and may otherwise do what an operator may."""
    group = Group.objects.create(name="User managers")
    group.permissions.set(
        row
        for row in group.permissions.model.objects.select_related("content_type")
        if f"{row.content_type.app_label}.{row.codename}" in {"accounts.manage_users", *extra}
    )
    user = UserFactory(role="Operator")
    user.groups.add(group)
    return user
