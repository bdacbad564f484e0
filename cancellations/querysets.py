from typing import Any, Self

from django.db import models

from cancellations.states import Source


class ReasonQuerySet(models.QuerySet[Any]):
    """Which reasons, for whom."""

    def usable_by(self, source: Source | str, cancellation_type: str) -> Self:
        """The active reasons of a type that this source may give, in their order.

        An API client may give every one of them.
        """
        found = self.filter(is_active=True, cancellation_type=cancellation_type)
        if source != Source.API:
            found = found.filter(sources__contains=[source])
        return found.order_by("order", "subject")
