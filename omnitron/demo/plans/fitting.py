"""Which orders fit a scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cancellations.access import strategy_of
from orders.models import SalesChannel
from orders.states import Status
from payments.states import RefundMethod

if TYPE_CHECKING:
    from omnitron.demo.plans.orders import Candidate

Fit = Callable[["Candidate"], bool]


def still_here(order: Candidate) -> bool:
    """Paid, and nothing has left."""
    return _all_at(order, Status.APPROVED, Status.PREPARING) and _captured(order)


def waiting(order: Candidate) -> bool:
    """Paid, and nobody has begun to pack it."""
    return _all_at(order, Status.APPROVED) and _captured(order)


def unpaid(order: Candidate) -> bool:
    """Placed, and nothing is paid yet."""
    placed = _all_at(order, Status.PAYMENT_WAITING, Status.CONFIRMATION_WAITING)
    return placed and not any(payment.captured_at for payment in order.payments)


def delivered(order: Candidate) -> bool:
    """Paid, delivered as a whole, and the channel takes all of it back."""
    return (
        _all_at(order, Status.DELIVERED)
        and _captured(order)
        and not any(item.non_returnable for item in order.items)
    )


def of_a_seller(order: Candidate) -> bool:
    """Sold by one seller in a marketplace, who has a say in a return."""
    is_marketplace = order.order.channel.channel_type == SalesChannel.Type.MARKETPLACE
    return is_marketplace and len({item.seller_id for item in order.items}) == 1


def of_the_shop(order: Candidate) -> bool:
    """Sold by the shop itself."""
    return order.order.channel.channel_type != SalesChannel.Type.MARKETPLACE


def by_gateway(order: Candidate) -> bool:
    """Paid by what its gateway pays back, and nothing else."""
    return order.methods == {RefundMethod.GATEWAY}


def by_hand(order: Candidate) -> bool:
    """Paid by what somebody must pay back, and nothing else."""
    return order.methods == {RefundMethod.MANUAL}


def internal(order: Candidate) -> bool:
    """Paid with points or from a wallet, and nothing else."""
    return order.methods == {RefundMethod.INTERNAL}


def mixed(order: Candidate) -> bool:
    """Paid by a gateway and with points."""
    return order.methods == {RefundMethod.GATEWAY, RefundMethod.INTERNAL}


def several_payments(order: Candidate) -> bool:
    """Paid in several parts."""
    return len(order.payments) > 1


def several_lines(order: Candidate) -> bool:
    """Of more than one line."""
    return len(order.items) > 1


def several_pieces(order: Candidate) -> bool:
    """Of more than one piece of the first product."""
    return order.items[0].quantity > 1


def shipping_paid(order: Candidate) -> bool:
    """With a shipping fee that the channel gives back."""
    strategy = strategy_of(order.order.channel_id)
    return order.order.net_shipping_amount > 0 and strategy.shipping_on_return


def partly_canceled(order: Candidate) -> bool:
    """With a canceled line that is paid still."""
    statuses = {item.status for item in order.items}
    return Status.CANCELED in statuses and len(statuses) > 1 and _captured(order)


def _all_at(order: Candidate, *statuses: Status) -> bool:
    return bool(order.items) and {item.status for item in order.items} <= set(statuses)


def _captured(order: Candidate) -> bool:
    return bool(order.payments) and all(payment.captured_at for payment in order.payments)
