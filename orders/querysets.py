"""Reads of orders and their items as QuerySet methods; who sees which is decided here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.package_actions import IN_PREPARATION
from orders.states import UNAPPROVED, PackageStatus, Status

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class ChannelQuerySet(models.QuerySet[Any]):
    """Which sales channels, for whom."""

    def visible_to(self, user: User) -> Self:
        """The sales channels of which a person may look orders up in Omnitron or by the API."""
        if not user.has_perm("orders.view_orders"):
            return self.none()
        return self if user.sees_every_channel else self.filter(pk__in=user.channel_ids)

    def marketplaces_of(self, user: User) -> Self:
        """The marketplaces of which a person sees all sellers in Seller Center."""
        if not user.has_perm("accounts.view_all_sellers"):
            return self.none()
        if user.is_superuser:
            return self.filter(channel_type=self.model.Type.MARKETPLACE)
        return self.filter(pk__in=user.marketplace_ids)


class OrderQuerySet(models.QuerySet[Any]):
    """Which orders, for whom."""

    def visible_to(self, user: User, panel: str = OMNITRON) -> Self:
        """The orders that a person may know about in a panel; a superuser all.

        In Omnitron, and for an API client, those of their sales channels, if they may look orders
        up. In Seller Center those of their marketplaces and those with an item of their sellers,
        each from its approval on, and with an item that is shown there.
        """
        if panel == SELLER_CENTER:
            return self._visible_in_seller_center(user)
        if not user.has_perm("orders.view_orders"):
            return self.none()
        if user.sees_every_channel:
            return self
        return self.filter(channel_id__in=user.channel_ids)

    def _visible_in_seller_center(self, user: User) -> Self:
        if not user.has_perm(SELLER_CENTER):
            return self.none()
        approved = self.filter(approved_at__isnull=False)
        if user.is_superuser:
            return approved.filter(self._has_shown())
        channels = self.model._meta.get_field("channel").related_model.objects
        whole = Q(channel__in=channels.marketplaces_of(user)) & self._has_shown()
        own = Q(seller_ids__overlap=user.seller_ids) & self._has_shown(seller__in=user.seller_ids)
        return approved.filter(whole | own)

    def _has_shown(self, **of: Any) -> Q:
        """Whether one of these items is past its approval.

        The status of an order with items, the lowest of what is live, nearly always says so. Where
        it does not, one item is looked up by the order: EXISTS would let PostgreSQL read all.
        """
        items = self.model._meta.get_field("items").related_model.objects.order_by()
        shown = items.filter(order=OuterRef("pk"), **of).exclude(status__in=sorted(UNAPPROVED))
        found = IsNull(Subquery(shown.values("pk")[:1]), False)
        past = Q(item_count__gt=0) & ~Q(status__in=sorted(UNAPPROVED))
        return past | Q(found)

    def for_listing(self) -> Self:
        """Only the columns that a list of either panel shows."""
        return self.only(
            "number",
            "placed_at",
            "created_at",
            "channel_id",
            "client_type",
            "first_name",
            "last_name",
            "email",
            "item_count",
            "seller_ids",
            "status",
            "payment_types",
            "currency",
            "amount",
        )

    def with_item_number(self, column: str, value: str) -> Self:
        """The orders with a line that has this tracking or invoice number.

        The comparison with the empty text repeats the condition of the column's index.
        """
        items = self.model._meta.get_field("items").related_model.objects
        lines = items.filter(**{column: value, f"{column}__gt": ""}).order_by()
        return self.filter(pk__in=lines.values("order_id"))


class ItemQuerySet(models.QuerySet[Any]):
    """Which items of orders, for whom."""

    def visible_to(self, user: User, panel: str = OMNITRON) -> Self:
        """The items of the orders that a person sees, but only their own for people of a seller.

        In Seller Center without those that wait for their approval beside others.
        """
        orders = self.model._meta.get_field("order").related_model
        if panel != SELLER_CENTER:
            return self.filter(order__in=orders.objects.visible_to(user, panel))
        if not user.has_perm(SELLER_CENTER):
            return self.none()
        approved = self.filter(order__approved_at__isnull=False)
        shown = approved.exclude(status__in=sorted(UNAPPROVED))
        if user.is_superuser:
            return shown
        channels = orders._meta.get_field("channel").related_model.objects
        return shown.filter(
            Q(order__channel__in=channels.marketplaces_of(user)) | Q(seller__in=user.seller_ids)
        )

    def that_left(self) -> Self:
        """Those that were shipped, whatever became of them."""
        return self.filter(
            Q(status__gte=Status.SHIPPED) | Q(status_before_cancellation__gte=Status.SHIPPED)
        )


def _as_typed(number: str) -> list[str]:
    """A tracking number as labels and people write it; an index finds each."""
    return sorted({number, number.upper(), number.lower()})


class PackageQuerySet(models.QuerySet[Any]):
    """Which packages, for whom; only Seller Center has a list of them."""

    def visible_to(self, user: User) -> Self:
        """The packages of the person's marketplaces and of their sellers, once they may be packed.

        The channels stand there as values: how many packages one has, the planner knows of a value
        alone.
        """
        if not user.has_perm(SELLER_CENTER):
            return self.none()
        shown = self.filter(is_shown=True)
        if user.is_superuser:
            return shown
        own = Q(seller__in=user.seller_ids)
        if not user.has_perm("accounts.view_all_sellers"):
            return shown.filter(own)
        return shown.filter(own | Q(channel__in=user.marketplace_ids))

    def of_staff(self, user: User) -> Self:
        """The packages that a person packs: those of the sellers whom they work for."""
        return self if user.is_superuser else self.filter(seller__in=user.seller_ids)

    def in_preparation(self) -> Self:
        """Those that have not left yet, but for those of which nothing can be moved.

        So few are held that an index over the status finds the others.
        """
        return self.filter(status__in=sorted(IN_PREPARATION), is_held=False)

    def late(self) -> Self:
        """Of these, those that should have left by now."""
        return self.in_preparation().filter(ship_by__lt=timezone.now())

    def waiting_by(self, setting: Any) -> Self:
        """Those that go by a delivery setting and have not left yet; by a seller's own, theirs."""
        waiting = self.in_preparation().filter(delivery_setting=setting)
        return waiting.filter(seller=setting.seller_id) if setting.seller_id else waiting

    def with_number(self, number: str) -> Self:
        """The packages of this number, of the order of this number, or tracked by it.

        Each of the three is looked up by an index of its own; a condition for all has none. The
        comparison with the empty text repeats the condition of the index.
        """
        packages = self.model.objects.order_by()
        items = self.model._meta.get_field("items").related_model.objects.order_by()
        tracked = items.filter(
            tracking_number__in=_as_typed(number), tracking_number__gt="", package__isnull=False
        )
        found = packages.filter(number=number).values("pk")
        return self.filter(
            pk__in=found.union(
                packages.filter(order__number=number).values("pk"), tracked.values("package")
            )
        )

    def sharing_shipment(self, package: Any, company: Any, number: str) -> Self:
        """The other packages of a package's seller that a company carries under this number.

        The index of items finds them; the comparison with the empty text repeats its condition.
        """
        items = self.model._meta.get_field("items").related_model.objects.order_by()
        tracked = items.filter(
            tracking_number__in=_as_typed(number), tracking_number__gt="", package__isnull=False
        )
        others = self.filter(
            pk__in=tracked.values("package"),
            seller=package.seller_id,
            shipping_company=company,
            tracking_number__in=_as_typed(number),
            is_shown=True,
        )
        return others.exclude(pk=package.pk).exclude(status=PackageStatus.CANCELED)

    def for_listing(self) -> Self:
        """Only the columns that a list shows."""
        return self.select_related("order", "seller", "shipping_company", "delivery_setting").only(
            "number",
            "placed_at",
            "status",
            "ship_by",
            "is_held",
            "tracking_number",
            "order__number",
            "seller__name",
            "shipping_company__name",
            "shipping_company__tracking_url_template",
            "delivery_setting__name",
        )


class DeliverySettingQuerySet(models.QuerySet[Any]):
    """Which delivery settings, for whom."""

    def visible_to(self, user: User) -> Self:
        """The marketplace's, which apply to every seller, and those of the person's sellers."""
        if not user.has_perm(SELLER_CENTER):
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(Q(seller=None) | Q(seller__in=user.seller_ids))

    def of_same_owner(self, setting: Any) -> Self:
        """The settings of the seller that one belongs to, or of the marketplace; it included."""
        return self.filter(seller=setting.seller_id)
