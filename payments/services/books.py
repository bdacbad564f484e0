"""The two books of a gateway's refunds: what it has booked, and what we have recorded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal  # noqa: TC003  (a NamedTuple's fields)
from typing import TYPE_CHECKING, NamedTuple

from payments.gateways.registry import get_gateway
from payments.models import PaymentTransaction, Refund
from payments.states import GIVES_BACK, RefundStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from orders.models import Order
    from payments.gateways.base import LedgerLine

# A refund may be booked on one day and heard of on another: its partner is looked for this far.
MARGIN = timedelta(days=2)


class Movement(NamedTuple):
    """Money that moved back at a moment; a negative amount was taken back."""

    at: datetime
    amount: Decimal


@dataclass(frozen=True)
class Booked:
    """What a gateway's book has about one refund; `order` is None where its payment is not ours."""

    reference: str
    key: str
    payment_reference: str
    currency: str
    movements: tuple[Movement, ...]
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
            payment_reference=of_one[0].payment_reference,
            currency=of_one[0].currency,
            movements=tuple(Movement(line.booked_at, line.amount) for line in of_one),
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
    """Our refunds that ended or were taken back in these days, and those that the book names."""
    refunds = Refund.objects.filter(gateway=gateway).select_related("transaction", "order")
    if orders is not None:
        refunds = refunds.filter(order__in=orders)
    window = (since - MARGIN, until + MARGIN)
    ended = refunds.filter(settled_at__gte=window[0], settled_at__lt=window[1])
    taken_back = refunds.filter(reversed_at__gte=window[0], reversed_at__lt=window[1])
    named = refunds.filter(gateway_reference__in=[entry.reference for entry in theirs])
    known = refunds.filter(key__in=[entry.key for entry in theirs if entry.key])
    found = {refund.pk: refund for some in (ended, taken_back, named, known) for refund in some}
    return [found[key] for key in sorted(found)]


def partners_of(ours: Iterable[Refund], theirs: Mapping[str, Booked]) -> dict[int, Booked]:
    """What a gateway's book has about each of our refunds: under its number, else under our key.

    A key stands for one line, of a refund whose number we do not know. Whatever else bears it is a
    refund of its own.
    """
    found = {}
    for refund in ours:
        entry = theirs.get(refund.gateway_reference) if refund.gateway_reference else None
        if entry is not None and entry.currency == refund.currency:
            found[refund.pk] = entry
    told = {entry.reference for entry in found.values()}
    by_key: dict[tuple[str, str, str], Booked] = {}
    for entry in theirs.values():
        if entry.reference not in told:
            by_key.setdefault((entry.key, entry.payment_reference, entry.currency), entry)
    for refund in ours:
        payment = refund.transaction.gateway_reference if refund.transaction else ""
        entry = by_key.get((str(refund.key), payment, refund.currency))
        if entry is not None and not refund.gateway_reference:
            found[refund.pk] = entry
    return found


def movements_of(refund: Refund) -> list[Movement]:
    """What a refund of ours moved: out when it succeeded, and back when it was taken back."""
    movements = []
    if refund.settled_at and refund.status in GIVES_BACK | {RefundStatus.REVERSED}:
        movements.append(Movement(refund.settled_at, refund.amount))
    if refund.reversed_at:
        movements.append(Movement(refund.reversed_at, -refund.amount))
    return movements
