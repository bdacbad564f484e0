"""Marketplaces of a handful of old orders: the rarest that somebody can ask for."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min

from orders.models import Customer, Order, OrderItem, SalesChannel
from orders.services.packages.intake import pack_orders
from orders.states import Status

SLUGS = ("benchmark-small", "benchmark-rare")
# Some of each part of the list, each as old as the oldest order.
STATUSES = (Status.DELIVERED, Status.APPROVED, Status.SHIPPED, Status.PREPARING)
HANDFUL = 12


def small_channels() -> list[SalesChannel]:
    """The marketplaces, made with their orders where they are missing."""
    return [_channel(slug) for slug in SLUGS]


def _channel(slug: str) -> SalesChannel:
    channel, is_new = SalesChannel.objects.get_or_create(
        slug=slug,
        defaults={
            "name": slug,
            "channel_type": SalesChannel.Type.MARKETPLACE,
            "currency": "TRY",
        },
    )
    if is_new:
        pack_orders([_order(channel, place) for place in range(HANDFUL)])
    return channel


def _order(channel: SalesChannel, place: int) -> int:
    """The key of a new order like one that has items, with one of them."""
    untouched = {"reserved_amount": 0, "refunded_amount": 0}
    sold = {"seller__isnull": False, "status": Status.DELIVERED}
    item = OrderItem.objects.filter(**untouched, **sold).latest("pk")
    order = Order.objects.defer("search").get(pk=item.order_id)
    oldest = Order.objects.aggregate(at=Min("placed_at"))["at"]
    order.pk, order.number = None, f"{channel.slug}-{place}"
    order.channel = channel
    order.customer = Customer.objects.create(channel=channel, channel_code=order.number)
    order.placed_at = order.approved_at = oldest + timedelta(seconds=place)
    order.shipping_reserved = order.shipping_refunded = 0
    order.save(force_insert=True)
    item.pk, item.order, item.line_number, item.package = None, order, 1, None
    item.status = STATUSES[place % len(STATUSES)]
    item.save(force_insert=True)
    return order.pk
