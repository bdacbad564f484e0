"""Which bulk updates, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bulk_updates.scopes import SCOPES
from bulk_updates.states import APPLIED, BulkUpdateStatus, RowOutcome
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.models import OrderItem

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class RowQuerySet(models.QuerySet[Any]):
    """Which rows of files."""

    def applied(self) -> Self:
        """The rows that changed their item, or will."""
        return self.filter(outcome=RowOutcome.CHANGE)

    def changed_again(self) -> Self:
        """The applied rows whose item somebody has changed since."""
        # Each change counts the version up by one.
        as_left = OrderItem.objects.filter(
            pk=OuterRef("item_id"), version=OuterRef("item_version") + 1
        )
        return self.applied().filter(~Exists(as_left))


class BulkUpdateQuerySet(models.QuerySet[Any]):
    """Which bulk updates, for whom."""

    def visible_to(self, user: User, panel: str = OMNITRON) -> Self:
        """One's own, and those of others that are about channels alone which this person has too.

        A file in which nothing was found says only what its owner wrote into it, and is theirs. In
        Seller Center all files are their owner's, as another one of the staff may work for others,
        and only while they work for the sellers that it is about.
        """
        if not user.has_perms((panel, SCOPES[panel].permission)):
            return self.none()
        mine = Q(uploaded_by=user)
        if panel == SELLER_CENTER:
            return self.filter(mine, panel=panel, seller_ids__contained_by=user.seller_ids)
        # What sellers have done by a file the brand may look at, and undo; not what they plan.
        here = self.filter(Q(panel=panel) | Q(status__in=APPLIED))
        if user.sees_every_channel:
            return here
        ours = Q(channel_ids__contained_by=user.channel_ids) & ~Q(channel_ids=[])
        return here.filter(mine | ours)

    def to_apply(self) -> Self:
        """Those that wait for somebody to apply what they would change."""
        return self.filter(status=BulkUpdateStatus.READY, change_count__gt=0)
