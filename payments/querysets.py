"""Reads of refunds as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from orders.models import Order
from payments.states import AT_THE_DESK, SETS_ASIDE, UNDER_WAY, RefundStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from omnitron.accounts.models import User


class RefundQuerySet(models.QuerySet[Any]):
    """Which refunds."""

    def visible_to(self, user: User) -> Self:
        """The refunds of the orders that a person sees in Omnitron."""
        return self.filter(order__in=Order.objects.visible_to(user))

    def ended_within(self, moments: Mapping[str, datetime]) -> Self:
        """Those that came to an end, given conditions on when."""
        return self.filter(settled_at__isnull=False, **moments)

    def unclaimed(self, lapsed_before: datetime) -> Self:
        """Those that nobody works on, or whose worker has not been heard of for a whole lease."""
        return self.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed_before))

    def to_send(self, now: datetime, lapsed_before: datetime) -> Self:
        """Not yet sent, and due."""
        due = self.filter(status=RefundStatus.REQUESTED, next_check_at__lte=now)
        return due.unclaimed(lapsed_before)

    def too_old(self, given_up_before: datetime) -> Self:
        """To be sent again, but so long after the first time that no machine may."""
        to_send = self.filter(status=RefundStatus.REQUESTED, next_check_at__isnull=False)
        return to_send.filter(first_sent_at__lte=given_up_before)

    def abandoned(self, lapsed_before: datetime) -> Self:
        """Sent, perhaps, by a worker that has not been heard of since: nobody knows."""
        return self.filter(status=RefundStatus.SUBMITTED, claimed_at__lt=lapsed_before)

    def set_aside(self) -> Self:
        """Those whose amount their payment has neither given back nor got back."""
        return self.filter(status__in=SETS_ASIDE)

    def under_way(self, given_up_before: datetime) -> Self:
        """Those that a machine will bring to their end; what is unknown for too long is not."""
        moving = Q(status__in=UNDER_WAY - {RefundStatus.UNKNOWN})
        sent = Q(first_sent_at__isnull=True) | Q(first_sent_at__gt=given_up_before)
        return self.filter(moving | (Q(status=RefundStatus.UNKNOWN) & sent))

    def to_ask_about(self, now: datetime) -> Self:
        """Those whose outcome only the gateway knows, and due."""
        waiting = (RefundStatus.UNKNOWN, RefundStatus.PENDING)
        return self.filter(status__in=waiting, next_check_at__lte=now)

    def at_the_desk(self) -> Self:
        """Those that a person has to make, or that nobody knows the outcome of."""
        return self.filter(status__in=AT_THE_DESK)

    def made_since(self, moment: datetime) -> Self:
        """Those that were made by hand from this moment on."""
        return self.filter(status=RefundStatus.MADE, settled_at__gte=moment)
