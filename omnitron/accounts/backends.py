from typing import Any

from django.contrib.auth.backends import ModelBackend

from omnitron.accounts.models import User

# Plain SQL: the ORM needs longer to put this together than PostgreSQL to answer it, and it is
# asked on every page.
PERSON = """
    SELECT u.*,
        ARRAY(
            SELECT DISTINCT t.app_label || '.' || p.codename
            FROM accounts_user_groups ug
            JOIN auth_group_permissions gp ON gp.group_id = ug.group_id
            JOIN auth_permission p ON p.id = gp.permission_id
            JOIN django_content_type t ON t.id = p.content_type_id
            WHERE ug.user_id = u.id
        ) AS role_permissions,
        ARRAY(
            SELECT g.name FROM accounts_user_groups ug JOIN auth_group g ON g.id = ug.group_id
            WHERE ug.user_id = u.id ORDER BY g.name
        ) AS given_role_names,
        ARRAY(
            SELECT a.channel_id FROM orders_channelaccess a
            WHERE a.user_id = u.id ORDER BY a.channel_id
        ) AS given_channel_ids,
        ARRAY(
            SELECT a.channel_id FROM orders_channelaccess a
            JOIN orders_saleschannel c ON c.id = a.channel_id
            WHERE a.user_id = u.id AND c.channel_type = 'marketplace' ORDER BY a.channel_id
        ) AS given_marketplace_ids,
        NOT EXISTS (
            SELECT FROM orders_saleschannel c WHERE NOT EXISTS (
                SELECT FROM orders_channelaccess a WHERE a.user_id = u.id AND a.channel_id = c.id
            )
        ) AS given_every_channel
    FROM accounts_user u
    WHERE u.id = %s
"""


class RoleBackend(ModelBackend):
    """Permissions come from authority groups alone.

    Who is asking, what they may do and which channels they see is one query on every page.
    """

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with permissions, roles and channels read along."""
        user = next(iter(User.objects.raw(PERSON, [user_id])), None)
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None of their own: a permission is given to a group, never to a person."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Of all the person's groups; a superuser has every one."""
        known = getattr(user_obj, "role_permissions", None)
        if known is None or not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_group_permissions(user_obj, obj)
        return set(known)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The permissions of the person's groups."""
        return self.get_group_permissions(user_obj, obj)
