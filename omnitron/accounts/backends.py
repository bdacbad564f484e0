from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat

from omnitron.accounts.models import User


class RoleBackend(ModelBackend):
    """Permissions come from authority groups alone.

    Who is asking, what they may do and which channels they see is one query on every page.
    """

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with permissions and channels read along."""
        labels = (
            Permission.objects.filter(group__user=OuterRef("pk"))
            .order_by()
            .annotate(label=Concat("content_type__app_label", Value("."), "codename"))
            .values("label")
            .distinct()
        )
        channels = User.channel_access.rel.related_model._default_manager.filter(
            user=OuterRef("pk")
        )
        user = (
            User.objects.filter(pk=user_id)
            .annotate(
                role_permissions=ArraySubquery(labels),
                given_channel_ids=ArraySubquery(
                    channels.order_by("channel_id").values("channel_id")
                ),
            )
            .first()
        )
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
