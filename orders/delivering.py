"""How a seller's packages leave: the seller's own delivery settings, else the marketplace's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from orders.models import DeliverySetting, Package, Seller


@dataclass(frozen=True)
class Delivery:
    """The delivery settings that apply to one seller."""

    seller: Seller
    settings: list[DeliverySetting]
    is_own: bool


def default_delivery(seller: str) -> str:
    """SQL for the delivery setting of a new package, whose seller is SQL too; none may apply.

    The seller's own come first, then the marketplace's; of these the default, then by priority.
    """
    return f"""(
        SELECT applying.id FROM orders_deliverysetting AS applying
        WHERE applying.is_active
            AND (applying.seller_id = {seller} OR applying.seller_id IS NULL)
        ORDER BY applying.seller_id IS NULL, NOT applying.is_default, applying.priority, applying.id
        LIMIT 1
    )"""


def ship_by(placed_at: str, handling_days: str) -> str:
    """SQL for the moment by which a package has to leave; it takes two values as SQL."""
    return f"({placed_at} + interval '1 day' * {handling_days})"


def ship_by_with(package: Package, setting: DeliverySetting) -> datetime:
    """By when a package would have to leave with another setting: never later than it has to now.

    The customer was promised a day.
    """
    allowed = package.placed_at + timedelta(days=setting.handling_days)
    return min(allowed, package.ship_by or allowed)


def settings_for(seller: Seller) -> QuerySet[DeliverySetting]:
    """The delivery settings that a seller's packages may have: its own and the marketplace's."""
    active = DeliverySetting.objects.filter(is_active=True).select_related("shipping_company")
    return active.filter(Q(seller=seller) | Q(seller=None))


def deliveries_of(sellers: Iterable[Seller]) -> list[Delivery]:
    """What applies to each seller, in one query however many they are."""
    sellers = list(sellers)
    active = DeliverySetting.objects.filter(is_active=True).select_related("shipping_company")
    found = list(active.filter(Q(seller__in=sellers) | Q(seller=None)))
    shared = [setting for setting in found if setting.seller_id is None]
    deliveries = []
    for seller in sellers:
        own = [setting for setting in found if setting.seller_id == seller.pk]
        deliveries.append(Delivery(seller, own or shared, is_own=bool(own)))
    return deliveries
