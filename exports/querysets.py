"""Reads of exports as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from exports.states import ExportStatus
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from omnitron.accounts.models import User

PERMISSION = "exports.export_orders"


class ExportQuerySet(models.QuerySet[Any]):
    """Which exports, for whom."""

    def visible_to(self, user: User, panel: str = "") -> Self:
        """A person's own, of one panel or of all in which they still may export.

        Nobody else's: a file shows what one person saw, of sellers only while they work for them.
        """
        panels = [panel] if panel else [OMNITRON, SELLER_CENTER]
        open_ones = [name for name in panels if user.has_perms((name, PERMISSION))]
        mine = self.filter(requested_by=user, panel__in=open_ones)
        if SELLER_CENTER not in open_ones:
            return mine
        return mine.filter(seller_ids__contained_by=user.seller_ids)

    def to_run(self, now: datetime) -> Self:
        """Those that nobody writes: new ones, and those whose worker was not heard of in time."""
        lapsed = Q(status=ExportStatus.RUNNING, claimed_until__lt=now)
        return self.filter(Q(status=ExportStatus.REQUESTED) | lapsed)

    def overdue(self, now: datetime) -> Self:
        """Those whose file is kept no longer."""
        return self.filter(status=ExportStatus.READY, expires_at__lte=now)
