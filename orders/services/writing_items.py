"""The one statement that changes items, one or thousands, with a line of the log for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from omnitron.core import causes
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.events import Actor

Kind = OrderEvent.Kind

# What the log tells of, by the name that it has there. A channel's own fields may hold anything,
# also about a person: that they changed is told, not what they were.
LOGGED = {
    "status": "status",
    "shipping_company": "shipping_company_id",
    "tracking_number": "tracking_number",
    "carrier_shipping_code": "carrier_shipping_code",
    "invoice_number": "invoice_number",
    "invoice_date": "invoice_date",
    "e_archive_url": "e_archive_url",
}
# What a change tells of by itself; one of several kinds is told of by the first.
_OF_SHIPMENT = ("shipping_company", "tracking_number", "carrier_shipping_code")
_OF_INVOICE = ("invoice_number", "invoice_date", "e_archive_url")


def _changed(name: str) -> str:
    return f"{name}_before IS DISTINCT FROM {name}_after"


def _any_changed(names: Iterable[str]) -> str:
    return " OR ".join(_changed(name) for name in names)


_CHANGES = " || ".join(
    f"CASE WHEN {_changed(name)} THEN"
    f" jsonb_build_object('{name}', jsonb_build_array({name}_before, {name}_after))"
    " ELSE '{{}}' END"
    for name in LOGGED
)
_WRITE = f"""
    WITH written AS (
        UPDATE orders_orderitem AS item SET {{assignments}}, version = item.version + 1
        {{source}}
        WHERE {{condition}}
        RETURNING item.id, item.order_id, {{cause}} AS cause,
            {
    ", ".join(
        f"old.{column} AS {name}_before, new.{column} AS {name}_after"
        for name, column in LOGGED.items()
    )
}
    )
    INSERT INTO orders_orderevent
        (order_id, item_id, kind, at, actor_type, actor_id, actor_name, cause, changes, note)
    SELECT order_id, id,
        CASE WHEN {_changed("status")} THEN %(status_kind)s
            WHEN {_any_changed(_OF_SHIPMENT)} THEN '{Kind.SHIPMENT_CHANGED}'
            WHEN {_any_changed(_OF_INVOICE)} THEN '{Kind.INVOICE_CHANGED}'
            ELSE '{Kind.DETAILS_CHANGED}' END,
        %(at)s, %(actor_type)s, %(actor_id)s, %(actor_name)s, cause, {_CHANGES}, %(note)s
    FROM written ORDER BY id
"""


def write_items(
    assignments: str,
    *,
    condition: str,
    actor: Actor,
    source: str = "",
    cause: str = "%(cause)s",
    status_kind: str = Kind.STATUS_CHANGED,
    note: str = "",
    **values: Any,
) -> int:
    """Assign columns of items by SQL and log each item that is written; how many those are.

    `assignments` is the SET clause, `source` a FROM clause or nothing, `condition` says which
    items, `cause` is SQL for what made each change; `values` are their parameters. The caller holds
    the locks of the orders, writes only what changes, and rolls the orders up.
    """
    sql = _WRITE.format(assignments=assignments, source=source, condition=condition, cause=cause)
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                **values,
                "status_kind": status_kind,
                # By the clock of every other line of the log.
                "at": timezone.now(),
                "actor_type": actor.type,
                "actor_id": actor.user_id,
                "actor_name": actor.name,
                "cause": causes.current(),
                "note": note,
            },
        )
        return int(cursor.rowcount)
