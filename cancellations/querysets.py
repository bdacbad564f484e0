from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cancellations.states import (
    CALLED_OFF,
    REJECTING,
    Confirmation,
    ItemOutcome,
    PlanStatus,
    RequestStatus,
    Source,
)
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.models import Order, SalesChannel
from orders.states import UNAPPROVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.accounts.models import User


class ReasonQuerySet(models.QuerySet[Any]):
    """Which reasons, for whom."""

    def visible_to(self, user: User) -> Self:
        """All of them, for whoever may look orders up or sets reasons up."""
        may = any(map(user.has_perm, ("orders.view_orders", "cancellations.manage_reasons")))
        return self if may else self.none()

    def usable_by(self, source: Source | str, *types: str) -> Self:
        """The active reasons of these types that this source may give, in their order.

        An API client may give every one of them.
        """
        found = self.filter(is_active=True, cancellation_type__in=types)
        if source != Source.API:
            found = found.filter(sources__contains=[source])
        return found.order_by("order", "subject")


class PlanQuerySet(models.QuerySet[Any]):
    """Which plans, for whom."""

    def visible_to(self, user: User, panel: str = OMNITRON) -> Self:
        """The plans of the orders that a person sees.

        In Seller Center, of an order that they see in part, those that hold an item of theirs.
        """
        visible = self.filter(order__in=Order.objects.visible_to(user, panel))
        if panel != SELLER_CENTER or user.is_superuser:
            return visible
        channels = SalesChannel.objects.marketplaces_of(user)
        entries = self.model._meta.get_field("items").related_model.objects
        # What a withdrawn plan gave back may wait for its approval again.
        shown = entries.exclude(item__status__in=sorted(UNAPPROVED))
        own = shown.filter(item__seller__in=user.seller_ids)
        return visible.filter(Q(order__channel__in=channels) | Q(pk__in=own.values("plan")))

    def returns_to_answer(self) -> Self:
        """The returns to which nobody has agreed and that nobody has refused."""
        return self.filter(status=PlanStatus.WAITING, confirmation=Confirmation.DUE)

    def escalated(self) -> Self:
        """Of these, those that were put to the marketplace, as no seller has answered in time."""
        return self.returns_to_answer().filter(escalated_at__isnull=False)

    def answered_returns(self) -> Self:
        """The returns that somebody has agreed to or refused."""
        return self.filter(confirmation__in=(Confirmation.GIVEN, Confirmation.REFUSED))

    def not_called_off(self) -> Self:
        """Those of which something came, or will."""
        return self.exclude(status__in=sorted(CALLED_OFF))

    def with_reason(self, reason_id: int | None) -> Self:
        """Those that name a reason, for an item or for the whole; None: those that name none."""
        entries = self.model._meta.get_field("items").related_model.objects
        named = entries.filter(plan=OuterRef("pk"))
        if reason_id is None:
            return self.filter(~Exists(named), reason=None)
        return self.filter(Exists(named.filter(reason=reason_id)) | Q(reason=reason_id))


class PlanItemQuerySet(models.QuerySet[Any]):
    """What plans do with items."""

    def rejected_among(self, item_ids: Iterable[int]) -> set[int]:
        """Those of the items that were rejected, or are just being: they are called *Rejected*."""
        entries = self.filter(item__in=item_ids, plan__source__in=REJECTING)
        kept = entries.exclude(outcome=ItemOutcome.RELEASED)
        return set(kept.values_list("item_id", flat=True))

    def rejected_orders_among(self, items: models.QuerySet[Any]) -> set[int]:
        """The orders of these items all of whose were rejected, by one query."""
        found: dict[int, bool] = {}
        entries = self.filter(item=OuterRef("pk"), plan__source__in=REJECTING)
        rejected = Exists(entries.exclude(outcome=ItemOutcome.RELEASED))
        for order_id, was_rejected in items.values_list("order_id", rejected):
            found[order_id] = found.get(order_id, True) and was_rejected
        return {order_id for order_id, were_rejected in found.items() if were_rejected}


class RequestQuerySet(models.QuerySet[Any]):
    """Which requests, for whom."""

    def visible_to(self, user: User) -> Self:
        """The requests of the orders that a person sees in Omnitron."""
        return self.filter(order__in=Order.objects.visible_to(user))

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(status=RequestStatus.WAITING)


class RestQuerySet(models.QuerySet[Any]):
    """Which rests, for whom."""

    def visible_to(self, user: User) -> Self:
        """The rests of the orders that a person sees in Omnitron."""
        return self.filter(order__in=Order.objects.visible_to(user))
