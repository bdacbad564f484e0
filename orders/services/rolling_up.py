"""What orders and packages derive from their items: one set-based function for one and many.

`ORDER_COLUMNS`, `HAS_SHOWN` and `package_status` are SQL over grouped rows of items named `item`,
so that a load of a million orders can write the same values at once.
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

# Whether the brand has approved one of the items, whatever became of it. Of a canceled one nothing
# tells any more: `Order.approved_at` keeps it.
IS_APPROVED = "bool_or(coalesce(item.status_before_cancellation, item.status) >= 400)"
# Whether one of the items is shown in Seller Center once its order is (`orders.states.UNAPPROVED`).
HAS_SHOWN = "bool_or(item.status NOT IN (200, 300, 350))"

# An item that waits for its approval holds nobody up beside others, nor does one that waits for its
# cancellation: what it was before counts only where nothing else of the package is live. NULL:
# nothing is left of it.
LOWEST_OF_PACKAGE = """coalesce(
    min(item.status) FILTER (WHERE item.status NOT IN (50, 100, 200, 300, 350, 600)),
    min(item.status) FILTER (WHERE item.status NOT IN (50, 100, 600)),
    min(item.status_before_cancellation))"""
# Of the same items: whether one of them came back from the customer's door.
CAME_BACK = """coalesce(
    bool_or(item.status = 540) FILTER (WHERE item.status NOT IN (50, 100, 600)),
    bool_or(item.status_before_cancellation = 540), FALSE)"""
# Whether nothing is left that could be moved: what is shown is canceled, or waits for that.
IS_HELD = f"""({HAS_SHOWN} AND bool_or(item.status IN (50, 200, 300, 350))
    AND NOT bool_or(item.status NOT IN (50, 100, 200, 300, 350, 600)))"""


def package_status(*, ready_at: str, failed_at: str) -> str:
    """SQL for a package's status over its grouped items, given its two times as SQL."""
    return f"""CASE
        WHEN {LOWEST_OF_PACKAGE} IS NULL
            THEN CASE WHEN bool_or(item.status = 600) THEN 'returned' ELSE 'canceled' END
        WHEN {LOWEST_OF_PACKAGE} >= 544 THEN 'delivered'
        WHEN {LOWEST_OF_PACKAGE} >= 500
            THEN CASE WHEN {failed_at} IS NOT NULL AND {CAME_BACK} THEN 'delivery_failed'
                ELSE 'shipped' END
        WHEN {LOWEST_OF_PACKAGE} >= 450
            THEN CASE WHEN {ready_at} IS NULL THEN 'preparing' ELSE 'ready_to_ship' END
        ELSE 'waiting_packaging'
    END"""


# What a package derives beside its status. A package that moves back to before a step loses the
# time of it; one that has nothing live left keeps its times. Ready to ship is a word of preparing,
# a failed delivery one of shipping, which nobody derives; what came back and is sent again, or
# arrived after all, has not failed.
_TIMES = {"preparing_at": 450, "shipped_at": 500, "delivered_at": 544}
_FORGETS = {
    "ready_at": "derived.lowest < 450",
    "failed_at": "derived.lowest IS NOT NULL AND (derived.lowest < 500 OR NOT derived.came_back)",
}


def _time(column: str, reached: int) -> str:
    return f"""{column} = CASE WHEN derived.lowest < {reached} THEN NULL
            WHEN derived.lowest >= {reached} THEN coalesce(p.{column}, now())
            ELSE p.{column} END"""


def _mark(column: str, forgets: str) -> str:
    return f"{column} = CASE WHEN {forgets} THEN NULL ELSE p.{column} END"


def _loses(column: str, forgets: str) -> str:
    return f"({forgets} AND p.{column} IS NOT NULL)"


def _of_one(column: str) -> str:
    """A column of the item that the parcel goes by, so that company and number belong together.

    What is live comes before what is not, what has a number before what has none.
    """
    return f"""(array_agg({column} ORDER BY item.status IN (50, 100, 600),
                item.tracking_number = '', item.line_number))[1]"""


# The packages see the orders as they were: what an order becomes approved by is asked once more.
_ROLL_UP = f"""
    WITH of_items AS (
        SELECT item.order_id, {IS_APPROVED} AS is_approved,
            {", ".join(f"{sql} AS {name}" for name, sql in ORDER_COLUMNS.items())}
        FROM orders_orderitem AS item
        WHERE item.order_id = ANY(%(ids)s)
        GROUP BY item.order_id
    ), rolled_up AS (
        UPDATE orders_order AS o
        SET {", ".join(f"{name} = derived.{name}" for name in ORDER_COLUMNS)},
            approved_at = coalesce(o.approved_at, CASE WHEN derived.is_approved THEN now() END),
            version = o.version + 1,
            modified_at = now()
        FROM of_items AS derived
        WHERE o.id = derived.order_id
            AND (({", ".join(f"o.{name}" for name in ORDER_COLUMNS)})
                IS DISTINCT FROM ({", ".join(f"derived.{name}" for name in ORDER_COLUMNS)})
                OR (o.approved_at IS NULL AND derived.is_approved))
    )
    UPDATE orders_package AS p
    SET status = derived.status,
        is_shown = derived.is_shown,
        is_held = derived.is_held,
        {", ".join(_time(*time) for time in _TIMES.items())},
        {", ".join(_mark(*mark) for mark in _FORGETS.items())},
        shipping_company_id = coalesce(derived.shipping_company_id, p.shipping_company_id),
        tracking_number = derived.tracking_number,
        modified_at = now()
    FROM (
        SELECT package.id, {LOWEST_OF_PACKAGE} AS lowest, {CAME_BACK} AS came_back,
            {IS_HELD} AS is_held,
            {package_status(ready_at="package.ready_at", failed_at="package.failed_at")} AS status,
            {_of_one("item.shipping_company_id")} AS shipping_company_id,
            {_of_one("item.tracking_number")} AS tracking_number,
            {HAS_SHOWN} AND bool_or(o.approved_at IS NOT NULL OR of_items.is_approved) AS is_shown
        FROM orders_package AS package
        JOIN orders_orderitem AS item ON item.package_id = package.id
        JOIN orders_order AS o ON o.id = package.order_id
        JOIN of_items ON of_items.order_id = package.order_id
        WHERE package.order_id = ANY(%(ids)s)
        GROUP BY package.id
    ) AS derived
    WHERE p.id = derived.id
        AND (p.status <> derived.status
            OR p.is_shown <> derived.is_shown
            OR p.is_held <> derived.is_held
            OR p.tracking_number <> derived.tracking_number
            OR p.shipping_company_id <> derived.shipping_company_id
            OR (p.shipping_company_id IS NULL AND derived.shipping_company_id IS NOT NULL)
            OR {" OR ".join(_loses(*mark) for mark in _FORGETS.items())})
"""


def roll_up(order_ids: Collection[int]) -> None:
    """Bring orders and their packages in line with their items; safe to repeat.

    The caller holds the locks of the orders. An order without items keeps its own status.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_UP, {"ids": sorted(order_ids)})
