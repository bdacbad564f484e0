"""What the carrier of a package collects at the customer's door."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orders.amounts import NOTHING
from orders.package_actions import IN_PREPARATION, ON_THEIR_WAY
from orders.states import LIVE, Status
from payments.models import PaymentTransaction, PaymentType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from decimal import Decimal

    from orders.models import OrderItem, Package

    Contents = tuple[Package, Sequence[OrderItem]]

ON_DELIVERY = PaymentType.PAY_ON_DELIVERY
NOT_DELIVERED = IN_PREPARATION | ON_THEIR_WAY
# The carrier was paid for these, whether or not the payment says so by now.
ARRIVED = frozenset(status for status in LIVE if status > Status.ATTEMPTED_DELIVERY)


@dataclass(frozen=True)
class ToCollect:
    """How much; None where only the brand knows, as it is not the lines that say how much is due.

    `leaves_charges` says that shipping and charges of an order of several packages are not in it.
    """

    amount: Decimal | None
    leaves_charges: bool = False


def to_collect(contents: Iterable[Contents]) -> dict[int, ToCollect]:
    """What is to be collected for packages with these lines, by the package's key, in one query.

    It is made of the lines of the package alone; of what the order costs beside them only where
    the order has no other lines, be they another seller's, in another package or with the customer.
    """
    asked = [
        (package, items)
        for package, items in contents
        if ON_DELIVERY in package.order.payment_types and package.status in NOT_DELIVERED
    ]
    payments = _payments({package.order_id for package, _items in asked})
    found = {
        package.pk: _of(package, items, payments[package.order_id]) for package, items in asked
    }
    return {key: collected for key, collected in found.items() if collected}


def _payments(order_ids: Collection[int]) -> dict[int, list[PaymentTransaction]]:
    """The payments of orders that count: none that is let go."""
    payments: dict[int, list[PaymentTransaction]] = defaultdict(list)
    if order_ids:
        rows = PaymentTransaction.objects.filter(order__in=order_ids, voided_at=None)
        for payment in rows:
            payments[payment.order_id].append(payment)
    return payments


def _of(
    package: Package, items: Sequence[OrderItem], payments: Sequence[PaymentTransaction]
) -> ToCollect | None:
    due = [
        payment
        for payment in payments
        if payment.payment_type == ON_DELIVERY and payment.captured_at is None
    ]
    owed = [item for item in items if item.status in LIVE - ARRIVED]
    lines = sum((item.paid_amount for item in owed), NOTHING)
    if not due or not lines:
        return None
    paid = [payment for payment in payments if payment not in due]
    most = sum((payment.amount for payment in due), NOTHING)
    has_arrived = any(item.status in ARRIVED for item in items)
    if has_arrived or len(items) < package.order.item_count:
        return ToCollect(None) if paid or lines > most else ToCollect(lines, _charges(package) > 0)
    rest = lines + _charges(package) - sum((_kept(payment) for payment in paid), NOTHING)
    amount = min(rest, most)
    return ToCollect(amount) if amount > 0 else None


def _charges(package: Package) -> Decimal:
    """What the order costs beside its lines."""
    order = package.order
    given_back: Decimal = order.shipping_reserved + order.shipping_refunded
    charges: Decimal = order.net_shipping_amount + order.payment_option_fee
    return charges - given_back


def _kept(payment: PaymentTransaction) -> Decimal:
    kept: Decimal = payment.amount - payment.reserved_amount - payment.refunded_amount
    return kept
