"""Reads of webhooks and their deliveries as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from webhooks.states import DeliveryStatus

if TYPE_CHECKING:
    from datetime import datetime

    from omnitron.accounts.models import User

MANAGE = "webhooks.manage_webhooks"


class WebhookQuerySet(models.QuerySet[Any]):
    """Which webhooks, for whom."""

    def visible_to(self, user: User) -> Self:
        """Those of the channels whose orders a person may look up, if they may set webhooks up."""
        if not user.has_perm(MANAGE):
            return self.none()
        channels = self.model._meta.get_field("channel").related_model.objects
        return self.filter(channel__in=channels.visible_to(user))

    def unclaimed(self, now: datetime) -> Self:
        """Those for which nobody is sending, or whose worker has not come back."""
        return self.filter(Q(sending_until=None) | Q(sending_until__lt=now), is_active=True)


class DeliveryQuerySet(models.QuerySet[Any]):
    """Which deliveries, for whom."""

    def visible_to(self, user: User) -> Self:
        """The deliveries of the webhooks that a person sees."""
        webhooks = self.model._meta.get_field("webhook").related_model.objects
        return self.filter(webhook__in=webhooks.visible_to(user))

    def due(self, now: datetime) -> Self:
        """Those whose turn it is: of each object the first that waits, once its time has come."""
        return self.filter(next_try_at__lte=now)

    def waiting(self) -> Self:
        """Those that have yet to be taken."""
        return self.filter(status=DeliveryStatus.WAITING)

    def failed(self) -> Self:
        """Those that nobody tries any more."""
        return self.filter(status=DeliveryStatus.FAILED)
