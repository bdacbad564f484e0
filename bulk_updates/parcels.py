"""A seller's package leaves whole by a file, too: its lines agree about the parcel, and none lacks.

Both rules look at all lines of a package at once, so they stand before and after the check of each
row by itself, and again beside each chunk that is applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from bulk_updates.checking import execute
from bulk_updates.jobs.claiming import note
from bulk_updates.names import names
from bulk_updates.scopes import SCOPES
from orders.states import Status
from orders.status_names import names_of_status

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from bulk_updates.models import BulkUpdate
    from bulk_updates.states import RowOutcome
    from omnitron.accounts.models import User

# What stays behind where no line ships it; of SKUs so many are named.
WAITS = (Status.APPROVED, Status.PREPARING)
MOST_NAMED = 3

_DISAGREE = """min(number) <> max(number) OR count(number) NOT IN (0, count(*))
            OR min(company) <> max(company) OR count(company) NOT IN (0, count(*))"""
# Names are looked up once for each word of the file. A company is compared by its code, whatever
# each line calls it. Items are read by key, and only of orders whose lines are not all the same.
_LEAVING = f"""
    WITH cell AS MATERIALIZED (
        SELECT line, order_number, order_item_id, status, shipping_company,
            tracking_number COLLATE "C" AS number
        FROM bulk_updates_bulkupdaterow
        WHERE bulk_update_id = %(bulk_update)s AND reason = '' AND status IS NOT NULL
    ),
    shipped AS MATERIALIZED (
        SELECT word.status FROM (SELECT DISTINCT status FROM cell) AS word
        WHERE omnitron_fold(word.status) IN (
            SELECT omnitron_fold(name) FROM unnest(%(shipped)s::text[]) AS name
        )
    ),
    named AS MATERIALIZED (
        SELECT word.shipping_company AS word, company.code
        FROM (SELECT DISTINCT shipping_company FROM cell) AS word
        JOIN unnest(%(company_names)s::text[], %(company_ids)s::bigint[]) AS known (name, id)
            ON known.name = omnitron_fold(word.shipping_company)
        JOIN orders_shippingcompany AS company ON company.id = known.id
    ),
    several AS (
        SELECT order_number FROM cell WHERE status IN (SELECT status FROM shipped)
        GROUP BY order_number HAVING count(*) > 1
    ),
    written AS MATERIALIZED (
        SELECT cell.line, cell.order_number, cell.order_item_id, cell.shipping_company, cell.number,
            coalesce(named.code, cell.shipping_company) COLLATE "C" AS company
        FROM cell
        JOIN several USING (order_number)
        LEFT JOIN named ON named.word = cell.shipping_company
        WHERE cell.status IN (SELECT status FROM shipped)
    ),
    doubtful AS (
        SELECT order_number FROM written GROUP BY order_number HAVING {_DISAGREE}
    ),
    leaving AS MATERIALIZED (
        SELECT written.line, written.shipping_company, written.number, written.company,
            item.package_id
        FROM written
        JOIN doubtful USING (order_number)
        CROSS JOIN LATERAL (
            SELECT one.package_id FROM orders_orderitem AS one
            WHERE one.id = CASE WHEN written.order_item_id ~ '^[0-9]{{1,18}}$'
                    THEN written.order_item_id::bigint END
                AND one.package_id IS NOT NULL AND one.seller_id = ANY(%(own_sellers)s)
                AND one.status = ANY(%(may_leave)s)
            OFFSET 0
        ) AS item
    ),
    parcel AS (
        SELECT package_id, min(number) AS number, max(number) AS other_number,
            min(company) AS company, max(company) AS other_company,
            min(shipping_company) AS word
        FROM leaving
        GROUP BY package_id
        HAVING {_DISAGREE}
    )
"""
# What one of them leaves blank it takes from the others.
_AGREE = """
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET tracking_number = coalesce(entry.tracking_number, parcel.number),
        shipping_company = coalesce(entry.shipping_company, parcel.word),
        reason = CASE WHEN parcel.number <> parcel.other_number THEN 'two_numbers'
            WHEN parcel.company <> parcel.other_company THEN 'two_companies' ELSE '' END,
        "column" = CASE WHEN parcel.number <> parcel.other_number THEN 'tracking_number'
            WHEN parcel.company <> parcel.other_company THEN 'shipping_company' ELSE '' END,
        reason_values = CASE
            WHEN parcel.number <> parcel.other_number THEN jsonb_build_object(
                'package', package.number, 'one', parcel.number, 'other', parcel.other_number)
            WHEN parcel.company <> parcel.other_company THEN jsonb_build_object(
                'package', package.number, 'one', parcel.company, 'other', parcel.other_company)
        END
    FROM leaving
    JOIN parcel USING (package_id)
    JOIN orders_package AS package ON package.id = leaving.package_id
    WHERE entry.bulk_update_id = %(bulk_update)s AND entry.line = leaving.line
"""
# What leaves are the lines that are good: one that has a mistake stays behind like one that is not
# there. What came back stays behind where only a part of it is sent again. Of nearly all orders
# nothing stays, and nothing is added up; the lines of one order are the same for all that stays.
_KEEP_WHOLE = """
    WITH of_order AS MATERIALIZED (
        SELECT entry.order_id, array_agg(entry.item_id) AS leaving, array_agg(entry.line) AS lines
        FROM bulk_updates_bulkupdaterow AS entry
        WHERE entry.bulk_update_id = %(bulk_update)s AND entry.outcome = 'change'
            AND entry.changes -> 'status' ->> 1 = %(shipped)s {condition}
        GROUP BY entry.order_id
    ),
    behind AS (
        SELECT item.package_id, min(of_order.leaving) AS leaving, min(of_order.lines) AS lines,
            array_agg(coalesce(nullif(item.sku, ''), item.name) ORDER BY item.line_number) AS skus
        FROM of_order
        JOIN orders_orderitem AS item ON item.order_id = of_order.order_id
        WHERE item.package_id IS NOT NULL AND item.id <> ALL(of_order.leaving)
            AND (item.status = ANY(%(waits)s) OR item.status = %(came_back)s AND EXISTS (
                SELECT FROM orders_orderitem AS again
                WHERE again.package_id = item.package_id AND again.status = item.status
                    AND again.id = ANY(of_order.leaving)
            ))
        GROUP BY item.package_id
    ),
    broken AS (
        SELECT left_by.line, jsonb_build_object(
                'package', package.number,
                'sku', array_to_string(behind.skus[1:{most}], ', ')
                    || CASE WHEN cardinality(behind.skus) > {most} THEN ', …' ELSE '' END
            ) AS reason_values
        FROM behind
        CROSS JOIN LATERAL unnest(behind.leaving, behind.lines) AS left_by (item_id, line)
        JOIN orders_orderitem AS item
            ON item.id = left_by.item_id AND item.package_id = behind.package_id
        JOIN orders_package AS package ON package.id = behind.package_id
    )
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET outcome = %(outcome)s, reason = 'package_not_whole', "column" = 'status',
        reason_values = broken.reason_values,
        changes = CASE WHEN %(outcome)s = 'refused' THEN NULL ELSE entry.changes END
    FROM broken
    WHERE entry.bulk_update_id = %(bulk_update)s AND entry.line = broken.line
"""


@transaction.atomic
def agree_on_parcels(update: BulkUpdate, key: UUID, *, actor: User) -> None:
    """Let the lines that ship a package share what one of them writes; refuse them for two values.

    Raises `ClaimLost`.
    """
    scope = SCOPES[update.panel]
    if not scope.ships_as_packages:
        return
    note(update.pk, key)
    known = names()
    execute(
        _LEAVING + _AGREE,
        {
            "bulk_update": update.pk,
            "own_sellers": actor.seller_ids,
            "shipped": names_of_status(Status.SHIPPED),
            "may_leave": [old for old, new in scope.moves if new == Status.SHIPPED],
            "company_names": known["company_names"],
            "company_ids": known["company_ids"],
        },
    )


def keep_parcels_whole(
    update: BulkUpdate, *, outcome: RowOutcome, orders: Collection[int] | None = None
) -> int:
    """Refuse the good lines of packages that would leave in part; how many those are.

    With `orders`, of these alone, whose locks the caller holds; all of a package is in one order.
    """
    if not SCOPES[update.panel].ships_as_packages:
        return 0
    condition = "" if orders is None else "AND entry.order_id = ANY(%(orders)s)"
    return execute(
        _KEEP_WHOLE.format(condition=condition, most=MOST_NAMED),
        {
            "bulk_update": update.pk,
            "orders": list(orders or ()),
            "outcome": outcome.value,
            "shipped": str(int(Status.SHIPPED)),
            "waits": [int(status) for status in WAITS],
            "came_back": Status.ATTEMPTED_DELIVERY.value,
        },
    )
