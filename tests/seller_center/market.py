"""An order of two sellers in a marketplace, and who looks at it."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.urls import reverse

from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import PackageFactory, SellerFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import staff_of

# What only the other seller has: a page of mine with any of it has given something away.
OTHERS = {
    "name": "Kilim Zürafa",
    "sku": "KLM-ZRF-77",
    "attributes": {"color": "Terracota-Zebra"},
    "price": "77777.77",
    "tracking_number": "JD0417739120BR",
    "invoice_number": "FT-ZEBRA-1",
}
OTHER_SELLER, OTHER_PACKAGE, OTHER_CARRIER = "Ateliê Zürafa", "PKG-ZEBRA", "Zebra Cargo"
CANARIES = (
    *("Zürafa", "ZRF", "Zebra", "ZEBRA", "JD0417739120BR"),
    *("77,777.77", "77777.77", "77,827.76", "77827.76"),
)


@dataclass
class Market:
    """The order, the people and the items by their names."""

    order: Any
    mine: Any
    other: Any
    seller: Any
    neighbour: Any
    mpo: Any

    def item(self, name):
        return self.order.items.get(name=name)


def open_market(shop, **values):
    """Towels (2 pieces) and a sheet of mine wait for packaging, and a kilim of another seller."""
    mine = SellerFactory(name="Casa Aurora", code="aurora")
    other = SellerFactory(name=OTHER_SELLER, code="zebra")
    lines = [
        {"name": "Towels", "sku": "TOA-1", "price": "29.99", "quantity": 2, "seller": mine},
        {"name": "Sheet", "sku": "LEN-1", "price": "20.00", "seller": mine},
        {**OTHERS, "seller": other, **values},
    ]
    order = shop.place(*lines, number="17112400381", shipping="5.00")
    pack(order, PackageFactory(order=order, seller=mine, number="PKG-MINE"), "Towels", "Sheet")
    pack(order, PackageFactory(order=order, seller=other, number=OTHER_PACKAGE), OTHERS["name"])
    carrier = ShippingCompanyFactory(name=OTHER_CARRIER)
    order.items.filter(seller=other).update(shipping_company=carrier)
    roll_up([order.pk])
    order.refresh_from_db()
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    return Market(order, mine, other, staff_of(mine), staff_of(other), mpo)


def pack(order, package, *names):
    """Put items into a package of their seller."""
    order.items.filter(name__in=names).update(package=package)


def move(order, name, *statuses):
    """Bring an item on, step by step."""
    for status in statuses:
        order.items.filter(name=name).update(status=status)
    roll_up([order.pk])


def ship(order, name):
    """Let an item be on its way."""
    move(order, name, Status.PREPARING, Status.SHIPPED)


def url_of(order, page="detail", *args):
    return reverse(f"seller_center:order-{page}", args=[getattr(order, "number", order), *args])


def text_of(response):
    """The page's words without tags, each run of spaces as one."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def next_step(response):
    """Where the empty state of a page leads; '' where it leads nowhere."""
    empty = response.content.decode().partition('<div class="empty">')[2].partition("</div>")[0]
    step = empty.partition('<a class="btn')[2]
    return step.partition('href="')[2].partition('"')[0]


def given_away(*responses):
    """Which of the other seller's things stand anywhere in these answers."""
    found = set()
    for response in responses:
        html = unescape(response.content.decode())
        found |= {canary for canary in CANARIES if canary in html}
    return found
