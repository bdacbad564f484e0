"""Reads of places, by what other systems call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Value

from omnitron.core.folding import folded

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class PlaceQuerySet(models.QuerySet[Any]):
    """Places of one kind."""

    def visible_to(self, user: User) -> Self:
        """All of them for whoever may look orders up."""
        return self if user.has_perm("orders.view_orders") else self.none()

    def named(self, name: str) -> Self:
        """Those of exactly this name; the folded one leads to them, as it has an index."""
        return self.alike(name).filter(name=name)

    def alike(self, name: str) -> Self:
        """Those of this name whatever its case and accents: İSTANBUL and istanbul meet."""
        return self.alias(folded_name=folded(F("name"))).filter(folded_name=folded(Value(name)))

    def mapped(self, *, code: str | None = None, integration_type: str | None = None) -> Self:
        """Those that other systems know by a code, or that one kind of systems knows at all."""
        mappings = self.model.mappings()
        if code is not None:
            mappings = mappings.filter(code=code)
        if integration_type is not None:
            mappings = mappings.filter(integration_type=integration_type)
        return self.filter(pk__in=mappings.values("place_id"))
