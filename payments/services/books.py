"""The two books of a gateway's refunds: what it has booked, and what we have recorded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from payments.gateways.registry import get_gateway
from payments.models import PaymentTransaction, Refund

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from orders.models import Order
    from payments.gateways.base import LedgerLine

# A refund may be booked on one day and heard of on another: its partner is looked for this far.
MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class Booked:
    """What one refund comes to in the gateway's book; taken back, it comes to nothing.

    `order` is None where its payment is not ours.
    """

    reference: str
    key: str
    currency: str
    amount: Decimal
    at: datetime
    order: Order | None


def their_book(
    gateway: str, since: datetime, until: datetime, orders: QuerySet[Order] | None
) -> dict[str, Booked]:
    """What the gateway has booked, by its references; given `orders`, for their payments alone.

    Raises `UnknownGateway`, and `OutcomeUnknown` if the book cannot be had whole.
    """
    lines: defaultdict[str, list[LedgerLine]] = defaultdict(list)
    for line in get_gateway(gateway).ledger(since - MARGIN, until + MARGIN):
        lines[line.reference].append(line)
    references = {of_one[0].payment_reference for of_one in lines.values()}
    owners = _orders_by_payment(gateway, references, orders)
    return {
        reference: Booked(
            reference=reference,
            key=str(of_one[0].key or ""),
            currency=of_one[0].currency,
            amount=sum((line.amount for line in of_one), Decimal(0)),
            at=of_one[-1].booked_at,
            order=owners.get(of_one[0].payment_reference),
        )
        for reference, of_one in lines.items()
        if orders is None or of_one[0].payment_reference in owners
    }


def _orders_by_payment(
    gateway: str, references: set[str], orders: QuerySet[Order] | None
) -> dict[str, Order]:
    payments = PaymentTransaction.objects.filter(
        gateway=gateway, gateway_reference__in=references - {""}
    ).select_related("order")
    if orders is not None:
        payments = payments.filter(order__in=orders)
    return {payment.gateway_reference: payment.order for payment in payments}


def our_book(
    gateway: str,
    theirs: Iterable[Booked],
    since: datetime,
    until: datetime,
    orders: QuerySet[Order] | None,
) -> list[Refund]:
    """Our refunds that ended in these days, and those that the gateway's book names."""
    refunds = Refund.objects.filter(gateway=gateway).select_related("transaction", "order")
    if orders is not None:
        refunds = refunds.filter(order__in=orders)
    ended = refunds.filter(settled_at__gte=since - MARGIN, settled_at__lt=until + MARGIN)
    named = refunds.filter(gateway_reference__in=[entry.reference for entry in theirs])
    known = refunds.filter(key__in=[entry.key for entry in theirs if entry.key])
    found = {refund.pk: refund for some in (ended, named, known) for refund in some}
    return [found[key] for key in sorted(found)]
