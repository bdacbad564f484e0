"""What orders and packages derive from their items: one set-based function for one and many.

`ORDER_COLUMNS` and `package_status` are SQL over grouped rows of items named `item`, so that a
load of a million orders can write the same values at once.
"""

from collections.abc import Collection

from django.db import connection

# Live is everything but 50, 100 and 600 (`orders.states.NOT_LIVE`).
ORDER_STATUS = """CASE
    WHEN bool_or(item.status NOT IN (50, 100, 600))
        THEN min(item.status) FILTER (WHERE item.status NOT IN (50, 100, 600))
    WHEN bool_or(item.status = 50) THEN 50
    WHEN bool_or(item.status = 600) THEN 600
    ELSE 100
END"""

ORDER_COLUMNS = {
    "status": ORDER_STATUS,
    "item_count": "count(*)",
    "cancellation_waiting": "bool_or(item.status = 50)",
    "seller_ids": """coalesce(array_agg(DISTINCT item.seller_id)
        FILTER (WHERE item.seller_id IS NOT NULL), '{}')""",
    "shipping_company_ids": """coalesce(array_agg(DISTINCT item.shipping_company_id)
        FILTER (WHERE item.shipping_company_id IS NOT NULL), '{}')""",
}

# A waiting item counts as what it was before. NULL: none is live.
LOWEST_OF_PACKAGE = """min(coalesce(item.status_before_cancellation, item.status))
    FILTER (WHERE item.status NOT IN (100, 600))"""


def package_status(*, ready_at: str, failed_at: str) -> str:
    """SQL for a package's status over its grouped items, given its two times as SQL."""
    return f"""CASE
        WHEN {LOWEST_OF_PACKAGE} IS NULL
            THEN CASE WHEN bool_or(item.status = 600) THEN 'returned' ELSE 'canceled' END
        WHEN {LOWEST_OF_PACKAGE} >= 544 THEN 'delivered'
        WHEN {LOWEST_OF_PACKAGE} >= 500
            THEN CASE WHEN {failed_at} IS NULL THEN 'shipped' ELSE 'delivery_failed' END
        WHEN {LOWEST_OF_PACKAGE} >= 450
            THEN CASE WHEN {ready_at} IS NULL THEN 'preparing' ELSE 'ready_to_ship' END
        ELSE 'waiting_packaging'
    END"""


# Ready to ship is a word of preparing, a failed delivery one of shipping: a package that moves
# back to before loses the time with it.
_ROLL_UP = f"""
    WITH rolled_up AS (
        UPDATE orders_order AS o
        SET {", ".join(f"{name} = derived.{name}" for name in ORDER_COLUMNS)},
            version = o.version + 1,
            modified_at = now()
        FROM (
            SELECT item.order_id,
                {", ".join(f"{sql} AS {name}" for name, sql in ORDER_COLUMNS.items())}
            FROM orders_orderitem AS item
            WHERE item.order_id = ANY(%(ids)s)
            GROUP BY item.order_id
        ) AS derived
        WHERE o.id = derived.order_id
            AND ({", ".join(f"o.{name}" for name in ORDER_COLUMNS)})
                IS DISTINCT FROM ({", ".join(f"derived.{name}" for name in ORDER_COLUMNS)})
    )
    UPDATE orders_package AS p
    SET status = derived.status,
        ready_at = CASE WHEN derived.lowest < 450 THEN NULL ELSE p.ready_at END,
        failed_at = CASE WHEN derived.lowest < 500 THEN NULL ELSE p.failed_at END,
        modified_at = now()
    FROM (
        SELECT package.id, {LOWEST_OF_PACKAGE} AS lowest,
            {package_status(ready_at="package.ready_at", failed_at="package.failed_at")} AS status
        FROM orders_package AS package
        JOIN orders_orderitem AS item ON item.package_id = package.id
        WHERE package.order_id = ANY(%(ids)s)
        GROUP BY package.id
    ) AS derived
    WHERE p.id = derived.id
        AND (p.status <> derived.status
            OR (derived.lowest < 450 AND p.ready_at IS NOT NULL)
            OR (derived.lowest < 500 AND p.failed_at IS NOT NULL))
"""


def roll_up(order_ids: Collection[int]) -> None:
    """Bring orders and their packages in line with their items; safe to repeat.

    The caller holds the locks of the orders. An order without items keeps its own status.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_UP, {"ids": sorted(order_ids)})
