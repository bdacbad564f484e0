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

        Whoever may not look orders up sees none.
        """
        if not user.has_perm("orders.view_orders"):
            return self.none()
        if user.sees_every_channel:
            return self
        return self.filter(channel_id__in=user.channel_ids)

    def for_listing(self) -> Self:
        """Only the columns that a list shows."""
        return self.only(
            "number",
            "placed_at",
            "channel_id",
            "client_type",
            "first_name",
            "last_name",
            "email",
            "item_count",
            "status",
            "payment_types",
            "currency",
            "amount",
        )

    def with_item_number(self, column: str, value: str) -> Self:
        """The orders with a line that has this tracking or invoice number.

        The comparison with the empty text repeats the condition of the column's index.
        """
        items = self.model._meta.get_field("items").related_model.objects
        lines = items.filter(**{column: value, f"{column}__gt": ""}).order_by()
        return self.filter(pk__in=lines.values("order_id"))
