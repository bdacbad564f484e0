"""P6: what taking orders in costs, against bare INSERTs of the same rows.

`python -m benchmarks.intake` on a database with orders, to which it adds; prints one line of JSON.
Bare is what PostgreSQL itself needs for the rows that an intake leaves: one INSERT for each table,
its values written out beforehand, with all indexes and triggers as they are.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from benchmarks.people import somebody  # noqa: E402
from catalog.models import Product  # noqa: E402
from omnitron.accounts.models import ApiToken  # noqa: E402
from omnitron.api.intake.reading import read_orders  # noqa: E402
from omnitron.core.embedded.redis import free_port  # noqa: E402
from omnitron.core.memory import spare_what_is_loaded  # noqa: E402
from orders.models import (  # noqa: E402
    Address,
    DiscountItem,
    Order,
    OrderEvent,
    OrderItem,
    Package,
    SalesChannel,
    Seller,
)
from payments.models import PaymentTransaction  # noqa: E402
from payments.services.taking_in import take_orders_in  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db import models

BATCH = 500
ROUNDS = int(os.environ.get("ROUNDS", "5"))
# As many requests of one order in each round.
SINGLY = 100
# The tables of an order, each after those that it names; how an order is known in them.
TABLES: dict[type[models.Model], str] = {
    Order: "id",
    Package: "order_id",
    OrderItem: "order_id",
    DiscountItem: "order_id",
    PaymentTransaction: "order_id",
    OrderEvent: "order_id",
}
# Written anew, the rows have other keys, far beyond what sequences give, and other numbers.
AWAY = 10**12
_KEYS = {"id", "order_id", "package_id", "item_id"}
_NUMBERS = {"number", "gateway_reference"}


def main() -> None:
    """Take turns, so that a machine that is slow for a while is slow for all."""
    spare_what_is_loaded()
    taken: dict[tuple[int, str], list[float]] = {}
    shop = Shop()
    with shop.served():
        for turn in range(-1, ROUNDS):
            for size, count in ((1, SINGLY), (BATCH, 1)):
                for name, seconds in shop.compare(size, count).items():
                    # The first round only warms up.
                    if turn >= 0:
                        taken.setdefault((size, name), []).append(seconds / (size * count))
    print(json.dumps([_row(size, name, taken) for size, name in taken]))


def _row(size: int, name: str, taken: dict[tuple[int, str], list[float]]) -> dict[str, Any]:
    mine, bare = median(taken[size, name]), median(taken[size, "bare INSERTs"])
    return {
        "orders at once": size,
        "by": name,
        "ms per order": f"{1000 * mine:.2f}",
        "orders/s": round(1 / mine),
        "x bare": mine / bare,
    }


class Shop:
    """Who takes orders in, and what they name."""

    def __init__(self) -> None:
        self.person = somebody()
        self.channel = SalesChannel.objects.filter(channel_type="marketplace").earliest("pk")
        sellers = Seller.objects.filter(is_active=True).order_by("pk")
        self.sellers = list(sellers.values_list("pk", flat=True)[:20])
        addresses = Address.objects.filter(customer__channel=self.channel).order_by("pk")
        self.people = list(addresses.values_list("customer_id", "pk")[:1000])
        self.products = [_product(place).pk for place in range(20)]
        self.made = 0
        self.run = f"{time.time():.0f}"
        _token, self.key = ApiToken.objects.create(self.person, source=ApiToken.Source.PAGE)

    def compare(self, size: int, count: int) -> dict[str, float]:
        """The seconds of each way for so many requests of so many orders."""
        sent = [self._orders(size) for _turn in range(count)]
        bodies = [json.dumps(self._orders(size)) for _turn in range(count)]
        read = [read_orders(orders, several=True) for orders in sent]
        service = _seconds(self._take_in, read)
        written = [_written_out([each["order"]["number"] for each in orders]) for orders in sent]
        return {
            "bare INSERTs": _seconds(_insert, written),
            "service": service,
            "API": _seconds(self._post, bodies),
        }

    def _take_in(self, orders: list) -> None:
        take_orders_in(actor=self.person, channel=self.channel.pk, orders=orders)

    def _post(self, body: str) -> None:
        self.http.request("POST", self.address, body, self.headers)
        answer = self.http.getresponse()
        told = answer.read()
        assert answer.status == 201, told[:500]

    @contextmanager
    def served(self) -> Iterator[None]:
        """The product behind gunicorn, as it is shipped, with one process."""
        port = free_port()
        command = (
            *(sys.executable, "-m", "gunicorn", "--config", "python:omnitron.web_server"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "error", "omnitron.wsgi"),
        )
        env = os.environ | {"WEB_PROCESSES": "1", "API_REQUESTS_PER_MINUTE": "1000000"}
        self.address = f"/api/v1/channel/{self.channel.pk}/create_orders/"
        self.headers = {
            "Authorization": f"Token {self.key}",
            "Content-Type": "application/json",
            "Host": "localhost",
        }
        self.http = http.client.HTTPConnection("127.0.0.1", port)
        server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
        try:
            _wait_for(self.http, server)
            yield
        finally:
            server.terminate()
            server.wait()

    def _orders(self, count: int) -> list[dict]:
        return [self._order() for _place in range(count)]

    def _order(self) -> dict:
        """Two lines, one of a seller, with a discount, paid by card."""
        self.made += 1
        number = f"bench-{self.run}-{self.made}"
        customer, address = self.people[self.made % len(self.people)]
        seller = self.sellers[self.made % len(self.sellers)]
        return {
            "order": {
                "number": number,
                "customer": customer,
                "shipping_address": address,
                "billing_address": address,
                "currency": self.channel.currency,
                "amount": "250.00",
                "shipping_amount": 20.0,
                "discount_amount": 19.9,
                "installment_count": 3,
                "installment_interest_amount": "9.90",
                "client_type": "web",
                "language_code": "tr",
                "remote_addr": "192.0.2.7",
                "notes": "Ring twice",
                "extra_field": {"id": number},
                "date_placed": "2026-03-04 12:30:00",
            },
            "order_item": [self._item("140.00"), self._item(100.0, seller=seller)],
            "discount_items": [{"name": "Week", "code": "WEEK", "amount": 19.9}],
            "transactions": [
                {
                    "payment_type": "credit_card",
                    "gateway": "sandbox",
                    "gateway_reference": number,
                    "amount": "250.00",
                    "captured_at": "2026-03-04T12:31:00Z",
                    "installment_count": 3,
                    "card_mask": "552608******1234",
                }
            ],
        }

    def _item(self, price: object, **values: object) -> dict:
        return {
            "product": self.products[self.made % len(self.products)],
            "price": price,
            "price_currency": self.channel.currency,
            "tax_rate": 20,
            "retail_price": price,
            "extra_field": {"id": f"{self.made}-{price}"},
            **values,
        }


def _product(place: int) -> Product:
    values = {"name": f"Product {place}", "attributes": {"color": "Blue", "size": "L"}}
    return Product.objects.get_or_create(sku=f"BENCH-{place}", defaults=values)[0]


def _wait_for(http_connection: http.client.HTTPConnection, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            http_connection.request("GET", "/healthz", headers={"Host": "localhost"})
            http_connection.getresponse().read()
        except OSError:
            http_connection.close()
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The web server has ended.")


def _seconds(call: Callable, each: list) -> float:
    began = time.perf_counter()
    for one in each:
        call(one)
    return time.perf_counter() - began


def _written_out(numbers: list[str]) -> list[str]:
    """The rows of these orders as INSERTs, with keys and numbers of their own."""
    keys = list(Order.objects.filter(number__in=numbers).values_list("pk", flat=True))
    return [_statement(model, f"{column} = ANY(%s)", keys) for model, column in TABLES.items()]


def _statement(model: type[models.Model], condition: str, keys: list[int]) -> str:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    read = ", ".join(_anew(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {read} FROM {table} WHERE {condition} ORDER BY id", [keys])
        rows = cursor.fetchall()
        assert rows, table
        places = ", ".join(["%s"] * len(columns))
        values = b", ".join(
            cursor.connection.cursor().mogrify(f"({places})", row).encode() for row in rows
        )
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values.decode()}"


def _anew(column: str) -> str:
    if column in _KEYS:
        return f"({column} + {AWAY})::text"
    return f"{column} || '-bare'" if column in _NUMBERS else f"{column}::text"


def _insert(statements: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


if __name__ == "__main__":
    main()
