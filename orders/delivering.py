"""How a seller's packages leave: the seller's own delivery settings, else the marketplace's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from orders.models import DeliverySetting, Seller


@dataclass(frozen=True)
class Delivery:
    """The delivery settings that apply to one seller."""

    seller: Seller
    settings: list[DeliverySetting]
    is_own: bool


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
