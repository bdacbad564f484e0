"""Which events of an order Seller Center tells, and how much of each.

What is not in the table is the brand's own: payments, refunds and their accounts, notes, the ERP.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from orders.models import OrderEvent

Kind = OrderEvent.Kind


class About(Enum):
    """By what an event belongs to somebody: they see the order, the item, the package, the plan."""

    ORDER = "order"
    ITEM = "item"
    PACKAGE = "package"
    PLAN = "plan"


class Readers(Enum):
    """Who reads what was said with an event."""

    NOBODY = "nobody"
    # Who sees the order whole, and the people of the sellers for whom the writer works.
    OWN = "own"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Told:
    """What is told of a kind of event: `fields` to everybody, `to_whole` to who sees the order."""

    about: About
    fields: frozenset[str] = frozenset()
    to_whole: frozenset[str] = frozenset()
    note: Readers = Readers.NOBODY


_OF_ITEM = frozenset(
    {
        "status",
        "shipping_company",
        "tracking_number",
        "carrier_shipping_code",
        "invoice_number",
        "invoice_date",
        "e_archive_url",
    }
)
# Numbers of lines tell how many the order has: they are for who sees all of them.
TOLD: dict[str, Told] = {
    Kind.PLACED: Told(About.ORDER),
    Kind.STATUS_CHANGED: Told(About.ITEM, _OF_ITEM, note=Readers.OWN),
    Kind.STATUS_CORRECTED: Told(About.ITEM, _OF_ITEM, note=Readers.OWN),
    Kind.SHIPMENT_CHANGED: Told(About.ITEM, _OF_ITEM),
    Kind.INVOICE_CHANGED: Told(About.ITEM, _OF_ITEM),
    Kind.LINE_SPLIT: Told(About.ITEM, frozenset({"quantity"}), frozenset({"new_line"})),
    Kind.REQUEST_MADE: Told(About.ITEM),
    Kind.REQUEST_REJECTED: Told(About.ITEM, note=Readers.OWN),
    Kind.PACKAGE_MADE: Told(About.PACKAGE, frozenset({"from_package"}), frozenset({"order_lines"})),
    Kind.PACKAGE_CHANGED: Told(About.PACKAGE, frozenset({"package_status", "delivery_setting"})),
    Kind.PLAN_MADE: Told(About.PLAN),
    Kind.PLAN_CONFIRMED: Told(About.PLAN, note=Readers.EVERYBODY),
    Kind.PLAN_REJECTED: Told(About.PLAN, note=Readers.EVERYBODY),
    Kind.RETURN_ESCALATED: Told(About.PLAN),
    Kind.PLAN_WITHDRAWN: Told(About.PLAN),
    Kind.PLAN_COMPLETED: Told(About.PLAN),
    Kind.MANUAL_REFUND_NEEDED: Told(About.PLAN),
}


def kinds_about(about: About) -> list[str]:
    """The kinds of events that belong to somebody by this."""
    return [kind for kind, told in TOLD.items() if told.about == about]
