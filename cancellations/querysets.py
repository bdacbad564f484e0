from typing import Any, Self

from django.db import models

from cancellations.states import Source


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
