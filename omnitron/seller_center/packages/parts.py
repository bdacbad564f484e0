"""What a person sees of packages, in parts that an index has in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from orders.access import sees_whole
from orders.models import SalesChannel

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User
    from orders.models import Seller


class Seen:
    """The packages that a person sees, or of these one seller's; no package is in two parts."""

    def __init__(self, user: User, asked: Seller | None) -> None:
        self.asked = asked
        whole = sees_whole(user)
        sellers = [] if whole is None else user.seller_ids
        self.sellers = [pk for pk in sellers if asked is None or pk == asked.pk]
        self.is_mixed = bool(whole) and bool(self.sellers)
        self.channels: list[int] = []
        self.elsewhere: list[int] = []
        if whole is None and asked:
            self.sellers = [asked.pk]
        elif whole is None or self.is_mixed:
            every = SalesChannel.objects.order_by("pk").values_list("pk", flat=True)
            self.channels = [pk for pk in every if whole is None or pk in whole]
            self.elsewhere = [pk for pk in every if pk not in self.channels]
        else:
            self.channels = sorted(whole)

    def in_order(self) -> list[Q]:
        """One for each channel seen whole, or for each seller."""
        return [*self._whole(), *self._own()]

    def in_work(self, statuses: Collection[str]) -> list[Q]:
        """The same where a list has some statuses: of a seller each is in order by itself.

        A seller asked for has few in work: those of other channels are passed over.
        """
        if self.asked:
            return [Q(seller=self.asked, status=status) for status in sorted(statuses)]
        elsewhere = ~Q(channel__in=self.channels) if self.is_mixed else Q()
        own = [
            Q(seller=seller, status=status) & elsewhere
            for seller in self.sellers
            for status in sorted(statuses)
        ]
        return [*self._whole(), *own]

    def for_counting(self) -> list[Q]:
        """As few as an index reads without the rest; none where one condition says it all."""
        if not self.is_mixed:
            return []
        own = Q(seller__in=self.sellers, channel__in=self.elsewhere)
        return [Q(channel__in=self.channels), own]

    def _whole(self) -> list[Q]:
        of_seller = {"seller": self.asked} if self.asked else {}
        return [Q(channel=channel, **of_seller) for channel in self.channels]

    def _own(self) -> list[Q]:
        if not self.is_mixed:
            return [Q(seller=seller) for seller in self.sellers]
        return [
            Q(seller=seller, channel=channel)
            for seller in self.sellers
            for channel in self.elsewhere
        ]
