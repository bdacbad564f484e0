"""Fills a database where it is empty, measures, and prints one line of JSON."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks import order_detail, order_list  # noqa: E402


def main(orders: int, *, quick: bool) -> None:
    """Everything for one size; quick leaves out the peer and the plans."""
    if not order_list.orders():
        call_command("seed", orders=orders, stdout=sys.stderr)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    result = {
        "orders": order_list.orders(),
        "list": order_list.measure(with_peer=not quick),
        "detail": [] if quick else order_detail.measure(),
        "explain": [] if quick else order_list.explain(),
    }
    print(json.dumps(result))


main(int(sys.argv[1]), quick="--quick" in sys.argv)
