"""Reads of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class ProductQuerySet(models.QuerySet[Any]):
    """Which products, for whom."""

    def visible_to(self, user: User) -> Self:
        """All of them for whoever may look orders up: what is sold belongs to no channel."""
        return self if user.has_perm("orders.view_orders") else self.none()
