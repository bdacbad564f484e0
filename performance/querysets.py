"""Reads of sellers' performance as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, FloatField, Q
from django.db.models.functions import NullIf

from omnitron.accounts.panels import SELLER_CENTER

if TYPE_CHECKING:
    from omnitron.accounts.models import User

DAYS = (30, 90)


class PerformanceQuerySet(models.QuerySet[Any]):
    """Whose performance, for whom."""

    def visible_to(self, user: User) -> Self:
        """That of all sellers in the person's marketplaces, and that of their own sellers."""
        if not user.has_perm(SELLER_CENTER):
            return self.none()
        if user.is_superuser:
            return self
        channels = self.model._meta.get_field("channel").related_model.objects
        return self.filter(
            Q(channel__in=channels.marketplaces_of(user)) | Q(seller__in=user.seller_ids)
        )

    def with_rates(self) -> Self:
        """With `rate_30`, `rate_90`, `lateness_30`, `lateness_90`: percent, None of nothing."""
        rates = {f"rate_{days}": _percent(f"rejected_{days}", f"items_{days}") for days in DAYS}
        late = {f"lateness_{days}": _percent(f"late_{days}", f"packages_{days}") for days in DAYS}
        return self.annotate(**rates, **late)


def _percent(part: str, whole: str) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(F(part) * 100.0 / NullIf(F(whole), 0), output_field=FloatField())
