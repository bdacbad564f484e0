"""Which bulk updates, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class BulkUpdateQuerySet(models.QuerySet[Any]):
    """Which bulk updates, for whom."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those of others that are about channels alone which this person has too.

        A file in which nothing was found says only what its owner wrote into it, and is theirs.
        """
        if not user.has_perm("bulk_updates.update_orders"):
            return self.none()
        if user.sees_every_channel:
            return self
        mine = Q(uploaded_by=user)
        ours = Q(channel_ids__contained_by=user.channel_ids) & ~Q(channel_ids=[])
        return self.filter(mine | ours)
