from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from cancellations.states import RequestStatus, Source
from orders.models import Order

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class ReasonQuerySet(models.QuerySet[Any]):
    """Which reasons, for whom."""

    def usable_by(self, source: Source | str, *types: str) -> Self:
        """The active reasons of these types that this source may give, in their order.

        An API client may give every one of them.
        """
        found = self.filter(is_active=True, cancellation_type__in=types)
        if source != Source.API:
            found = found.filter(sources__contains=[source])
        return found.order_by("order", "subject")


class RequestQuerySet(models.QuerySet[Any]):
    """Which requests, for whom."""

    def visible_to(self, user: User) -> Self:
        """The requests of the orders that a person sees in Omnitron."""
        return self.filter(order__in=Order.objects.visible_to(user))

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(status=RequestStatus.WAITING)
