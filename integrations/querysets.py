"""Reads of integrations as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from omnitron.accounts.models import User

PERMISSION = "integrations.integrate"


class IntegrationQuerySet(models.QuerySet[Any]):
    """What other systems keep with us, by its sales channel."""

    def visible_to(self, user: User) -> Self:
        """What belongs to the sales channels of a person who may exchange data."""
        if not user.has_perm(PERMISSION):
            return self.none()
        if user.sees_every_channel:
            return self
        return self.filter(channel_id__in=user.channel_ids)


class ReportQuerySet(IntegrationQuerySet):
    """Which error reports."""

    def failures_of(self, channel: models.Model) -> Self:
        """What went wrong in a sales channel, the newest first."""
        return self.filter(channel=channel, is_ok=False).order_by("-pk")
