"""The import as a whole: read, check, write, in one transaction."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction

from omnitron.demo.analysing import analyse
from omnitron.demo.locking import exclusively
from omnitron.demo.olist.checking import check
from omnitron.demo.olist.preparing import CURRENCY, TIME_ZONE, prepare
from omnitron.demo.olist.reading import stage
from omnitron.demo.olist.tables import TABLES
from omnitron.demo.olist.writing import SELLERS, write
from orders.models import SalesChannel

SLUG = "olist"

_FIGURES = """
    WITH lines AS (
        SELECT item.order_id, count(*) AS items, sum(item.net_amount) AS goods
        FROM orders_orderitem AS item
        JOIN orders_order AS o ON o.id = item.order_id
        WHERE o.channel_id = %(channel)s GROUP BY item.order_id
    ), payments AS (
        SELECT payment.order_id, count(*) AS transactions, sum(payment.amount) AS paid
        FROM payments_paymenttransaction AS payment
        JOIN orders_order AS o ON o.id = payment.order_id
        WHERE o.channel_id = %(channel)s GROUP BY payment.order_id
    )
    SELECT count(*), coalesce(sum(items), 0), coalesce(sum(transactions), 0),
        coalesce(sum(coalesce(goods, 0) + o.net_shipping_amount), 0), coalesce(sum(paid), 0),
        coalesce(sum(o.installment_interest_amount), 0),
        count(*) FILTER (WHERE goods IS NULL),
        coalesce(sum(paid) FILTER (WHERE goods IS NULL), 0),
        count(*) FILTER (WHERE paid <> goods + o.net_shipping_amount),
        count(*) FILTER (WHERE paid <> o.amount AND goods IS NOT NULL)
    FROM orders_order AS o
    LEFT JOIN lines ON lines.order_id = o.id
    LEFT JOIN payments ON payments.order_id = o.id
    WHERE o.channel_id = %(channel)s
"""


@dataclass(frozen=True)
class Figures:
    """What the channel holds, as its rows say."""

    orders: int
    items: int
    transactions: int
    price_and_freight: Decimal
    paid: Decimal
    interest: Decimal
    orders_without_items: int
    paid_without_items: Decimal
    orders_differing: int
    orders_unexplained: int


@dataclass(frozen=True)
class Report:
    """What an import did, and what the channel holds after it."""

    channel: SalesChannel
    new_orders: int
    new_sellers: int
    figures: Figures


def import_olist(*, folder: Path, limit: int | None = None) -> Report:
    """Load the files of a folder, or their first orders by time of purchase; safe to repeat.

    Raises `BadFile` for the first fault of the files and `Busy` while another import runs;
    nothing is written then.
    """
    with exclusively("import_olist"), transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            stage(cursor, folder, table)
        check(cursor)
        channel, _created = SalesChannel.objects.get_or_create(
            slug=SLUG,
            defaults={
                "name": "Olist",
                "channel_type": SalesChannel.Type.MARKETPLACE,
                "currency": CURRENCY,
                "timezone": TIME_ZONE,
            },
        )
        cursor.execute(SELLERS)
        new_sellers = cursor.rowcount
        prepare(cursor, limit=limit)
        new_orders = write(cursor, channel_id=channel.pk)
        # Autovacuum sees no row of an open transaction, and would have the planner expect none.
        analyse()
        cursor.execute(_FIGURES, {"channel": channel.pk})
        figures = Figures(*cursor.fetchone())
    return Report(channel, new_orders, new_sellers, figures)
