"""What orders derive from their payments."""

from collections.abc import Collection

from django.db import connection

PAYMENT_TYPES = "array_agg(DISTINCT payment.payment_type ORDER BY payment.payment_type)"

_ORDERS = f"""
    UPDATE orders_order AS o
    SET payment_types = derived.payment_types, modified_at = now(), version = o.version + 1
    FROM (
        SELECT payment.order_id, {PAYMENT_TYPES} AS payment_types
        FROM payments_paymenttransaction AS payment
        WHERE payment.order_id = ANY(%s)
        GROUP BY payment.order_id
    ) AS derived
    WHERE o.id = derived.order_id AND o.payment_types <> derived.payment_types
"""


def roll_up_payments(order_ids: Collection[int]) -> None:
    """Bring the payment types that orders list in line with their payments; safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, [sorted(order_ids)])
