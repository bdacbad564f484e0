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

# An item that waits for its cancellation holds nobody up: what it was before counts only where
# nothing else of the package is live. NULL: nothing is left of it.
LOWEST_OF_PACKAGE = """coalesce(
    min(item.status) FILTER (WHERE item.status NOT IN (50, 100, 600)),
    min(item.status_before_cancellation))"""


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


# What a package derives beside its status. A package that moves back to before a step loses the
# time of it; one that has nothing live left keeps its times. Ready to ship is a word of preparing,
# a failed delivery one of shipping, which nobody derives.
_TIMES = {"preparing_at": 450, "shipped_at": 500, "delivered_at": 544}
_MARKS = {"ready_at": 450, "failed_at": 500}


def _time(column: str, reached: int) -> str:
    return f"""{column} = CASE WHEN derived.lowest < {reached} THEN NULL
            WHEN derived.lowest >= {reached} THEN coalesce(p.{column}, now())
            ELSE p.{column} END"""


def _mark(column: str, reached: int) -> str:
    return f"{column} = CASE WHEN derived.lowest < {reached} THEN NULL ELSE p.{column} END"


def _loses(column: str, reached: int) -> str:
    return f"(derived.lowest < {reached} AND p.{column} IS NOT NULL)"


def _of_one(column: str) -> str:
    """A column of the item that the parcel goes by, so that company and number belong together.

    What is live comes before what is not, what has a number before what has none.
    """
    return f"""(array_agg({column} ORDER BY item.status IN (50, 100, 600),
                item.tracking_number = '', item.line_number))[1]"""


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
        {", ".join(_time(*time) for time in _TIMES.items())},
        {", ".join(_mark(*mark) for mark in _MARKS.items())},
        shipping_company_id = coalesce(derived.shipping_company_id, p.shipping_company_id),
        tracking_number = derived.tracking_number,
        modified_at = now()
    FROM (
        SELECT package.id, {LOWEST_OF_PACKAGE} AS lowest,
            {package_status(ready_at="package.ready_at", failed_at="package.failed_at")} AS status,
            {_of_one("item.shipping_company_id")} AS shipping_company_id,
            {_of_one("item.tracking_number")} AS tracking_number
        FROM orders_package AS package
        JOIN orders_orderitem AS item ON item.package_id = package.id
        WHERE package.order_id = ANY(%(ids)s)
        GROUP BY package.id
    ) AS derived
    WHERE p.id = derived.id
        AND (p.status <> derived.status
            OR p.tracking_number <> derived.tracking_number
            OR p.shipping_company_id <> derived.shipping_company_id
            OR (p.shipping_company_id IS NULL AND derived.shipping_company_id IS NOT NULL)
            OR {" OR ".join(_loses(*mark) for mark in _MARKS.items())})
"""


def roll_up(order_ids: Collection[int]) -> None:
    """Bring orders and their packages in line with their items; safe to repeat.

    The caller holds the locks of the orders. An order without items keeps its own status.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_UP, {"ids": sorted(order_ids)})
