"""Packing new orders: one package for each seller of an order, with the delivery that applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from orders.delivering import default_delivery, ship_by
from orders.services.rolling_up import roll_up

if TYPE_CHECKING:
    from collections.abc import Collection

# Numbers go on from the packages that an order has; the lock of the order keeps two from being
# the same.
_MAKE = f"""
    INSERT INTO orders_package (number, order_id, channel_id, seller_id, status, placed_at,
        delivery_setting_id, shipping_company_id, ship_by, tracking_number, is_shown, created_at,
        modified_at)
    SELECT parcel.order_number || '-' || parcel.place, parcel.order_id, parcel.channel_id,
        parcel.seller_id, 'waiting_packaging', parcel.placed_at,
        setting.id, setting.shipping_company_id,
        {ship_by("parcel.placed_at", "setting.handling_days")}, '', FALSE, now(),
        now()
    FROM (
        SELECT o.number AS order_number, o.id AS order_id, o.channel_id, o.placed_at,
            item.seller_id,
            row_number() OVER (PARTITION BY o.id ORDER BY min(item.line_number)) + (
                SELECT count(*) FROM orders_package AS made WHERE made.order_id = o.id
            ) AS place
        FROM orders_orderitem AS item
        JOIN orders_order AS o ON o.id = item.order_id
        WHERE item.order_id = ANY(%(ids)s)
            AND item.seller_id IS NOT NULL AND item.package_id IS NULL
        GROUP BY o.id, item.seller_id
    ) AS parcel
    LEFT JOIN orders_deliverysetting AS setting
        ON setting.id = {default_delivery("parcel.seller_id")}
    ORDER BY parcel.order_id, parcel.place
    RETURNING id
"""
_FILL = """
    UPDATE orders_orderitem AS item SET package_id = package.id
    FROM orders_package AS package
    WHERE package.id = ANY(%(packages)s)
        AND package.order_id = item.order_id AND package.seller_id = item.seller_id
        AND item.package_id IS NULL
"""


def pack_orders(order_ids: Collection[int]) -> int:
    """Put the items that have a seller and no package into one for each seller; how many it made.

    Safe to repeat. The caller holds the locks of the orders. The log of a new order needs no line
    for it: the order is placed with its packages.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MAKE, {"ids": sorted(order_ids)})
        packages = [pk for (pk,) in cursor.fetchall()]
        if packages:
            cursor.execute(_FILL, {"packages": packages})
    roll_up(order_ids)
    return len(packages)
