"""Fills a database with orders where it has none: `python -m benchmarks.filling ORDERS`."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from orders.models import Order  # noqa: E402

if not Order.objects.exists():
    call_command("seed", orders=int(sys.argv[1]), stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
