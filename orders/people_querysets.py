"""Reads of customers and their addresses; who sees which is decided here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from geography.models import Country

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class CustomerQuerySet(models.QuerySet[Any]):
    """Which customers, for whom."""

    def visible_to(self, user: User) -> Self:
        """Those of the channels of which a person may look orders up."""
        if not user.has_perm("orders.view_orders"):
            return self.none()
        return self if user.sees_every_channel else self.filter(channel_id__in=user.channel_ids)


class AddressQuerySet(models.QuerySet[Any]):
    """Which addresses, for whom."""

    def visible_to(self, user: User) -> Self:
        """Those of the customers of the channels of which a person may look orders up."""
        if not user.has_perm("orders.view_orders"):
            return self.none()
        if user.sees_every_channel:
            return self
        return self.filter(customer__channel_id__in=user.channel_ids)

    def with_country_key(self) -> Self:
        """With the key of the country also where an address says no more than its code."""
        countries = Country.objects.filter(code=OuterRef("country")).values("pk")
        return self.annotate(country_key=Coalesce("place_country_id", Subquery(countries)))
