"""Reads of orders as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class OrderQuerySet(models.QuerySet[Any]):
    """Which orders, for whom."""

    def visible_to(self, user: User) -> Self:
        """The orders that a person may know about in Omnitron: those of their channels.

        A superuser sees all; whoever may not look orders up sees none.
        """
        if user.is_superuser:
            return self
        if not user.has_perm("orders.view_orders"):
            return self.none()
        return self.filter(channel_id__in=user.channel_ids)
