"""Values to filter by: a rare, a common and an absent one for every field, from the data itself."""

from __future__ import annotations

from django.db import connection

from orders.models import Order, SalesChannel, ShippingCompany
from orders.states import Status
from payments.models import PaymentType

FIELDS = {
    "status": "status",
    "channel": "channel_id",
    "platform": "client_type",
    "payment_type": "unnest(payment_types)",
    "shipping_company": "unnest(shipping_company_ids)",
    "currency": "currency",
}
POSSIBLE = {
    "status": lambda: Status.values,
    "channel": lambda: SalesChannel.objects.values_list("pk", flat=True),
    "platform": lambda: Order.Platform.values,
    "payment_type": lambda: PaymentType.values,
    "shipping_company": lambda: ShippingCompany.objects.values_list("pk", flat=True),
    "currency": lambda: SalesChannel.objects.values_list("currency", flat=True),
}


def filter_queries() -> dict[str, str]:
    """“status, rare” -> the query of the list."""
    queries = {}
    with connection.cursor() as cursor:
        for name, sql in FIELDS.items():
            cursor.execute(
                f"SELECT {sql} AS value, count(*) FROM orders_order GROUP BY 1 ORDER BY 2"
            )
            counts = cursor.fetchall()
            queries[f"{name}, rare"] = f"{name}={counts[0][0]}"
            queries[f"{name}, common"] = f"{name}={counts[-1][0]}"
            absent = sorted(set(POSSIBLE[name]()) - {value for value, _count in counts})
            if absent:
                queries[f"{name}, absent"] = f"{name}={absent[0]}"
        queries |= _sellers(cursor) | _people(cursor) | _numbers(cursor) | _days(cursor)
    return queries | {
        "reported, rare": "reported=no",
        "reported, common": "reported=yes",
        "waiting, rare": "waiting=yes",
        "waiting, common": "waiting=no",
        "amount, rare": f"currency=TRY&amount_from={_high_amount()}",
        "amount, common": "currency=TRY&amount_from=20",
        "amount, absent": "currency=TRY&amount_from=99999999",
    }


def _high_amount() -> object:
    """What a hundred orders in Turkish lira reach."""
    orders = Order.objects.filter(currency="TRY").order_by("-amount", "-pk")
    amounts = list(orders.values_list("amount", flat=True)[:100])
    return amounts[-1] if amounts else 0


def _sellers(cursor) -> dict[str, str]:
    cursor.execute(
        "SELECT s.code, n FROM orders_seller s LEFT JOIN"
        " (SELECT unnest(seller_ids) AS id, count(*) AS n FROM orders_order GROUP BY 1) c"
        " ON c.id = s.id ORDER BY coalesce(n, 0)"
    )
    codes = cursor.fetchall()
    rare = next((code for code, count in codes if count), codes[0][0])
    queries = {"seller, rare": f"seller={rare}", "seller, common": f"seller={codes[-1][0]}"}
    if not codes[0][1]:
        queries["seller, absent"] = f"seller={codes[0][0]}"
    return queries


def _people(cursor) -> dict[str, str]:
    cursor.execute(
        "SELECT first_name, count(*) FROM orders_order WHERE first_name ~ '^[A-Za-z]+$'"
        " GROUP BY 1 ORDER BY 2"
    )
    names = cursor.fetchall()
    return {
        "customer, rare": f"customer={names[0][0]}",
        "customer, common": f"customer={names[-1][0]}",
        "customer, absent": "customer=nobodyofthatname",
        "search, rare": f"q={names[0][0]}",
        "search, common": f"q={names[-1][0]}",
        "search, absent": "q=nobodyofthatname",
    }


def _numbers(cursor) -> dict[str, str]:
    queries = {}
    for column in ("tracking_number", "invoice_number"):
        for kind, way in (("rare", "ASC"), ("common", "DESC")):
            cursor.execute(
                f"SELECT {column} FROM orders_orderitem WHERE {column} > ''"
                f" GROUP BY 1 ORDER BY count(DISTINCT order_id) {way} LIMIT 1"
            )
            found = cursor.fetchone()
            if found:
                queries[f"{column}, {kind}"] = f"{column}={found[0]}"
        queries[f"{column}, absent"] = f"{column}=NO-SUCH-NUMBER"
    cursor.execute("SELECT number FROM orders_order ORDER BY id LIMIT 1 OFFSET 10")
    number = cursor.fetchone()[0]
    return queries | {
        "number, rare": f"number={number}",
        "number, absent": "number=NO-SUCH-NUMBER",
        "search, number": f"q={number}",
    }


def _days(cursor) -> dict[str, str]:
    cursor.execute("SELECT date(min(placed_at)), date(max(placed_at)) FROM orders_order")
    first, last = cursor.fetchone()
    return {
        "date, one day": f"placed_from={last}&placed_to={last}",
        "date, all": f"placed_from={first}",
        "date, absent": "placed_to=1999-12-31",
    }
