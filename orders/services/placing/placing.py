"""Taking orders in: one, or hundreds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.access import get_channel
from orders.services.placing.checking import check_amounts, check_order
from orders.services.placing.known import look_up
from orders.services.placing.working_out import work_out
from orders.services.placing.writing import Ready, write_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omnitron.accounts.models import User
    from orders.models import Order, SalesChannel
    from orders.services.placing.known import Known
    from orders.services.placing.new_orders import NewOrder
    from orders.services.placing.problems import Problems

# More would keep whoever needs one of their rows waiting for too long.
MOST_AT_ONCE = 500


def place_orders(
    *, actor: User, channel: int, orders: Sequence[NewOrder], problems: Problems
) -> list[Order]:
    """Take orders of a sales channel in, all of them or none; they come back in the same order.

    In a transaction of the caller, who may have found `problems` already, and reads the orders
    anew: what follows from their lines is written, but not known of those that come back.

    Raises `OrdersRefused` with all that speaks against it, `NotFound` for a stranger's channel, or
    `Refusal` without the permission.
    """
    require(actor, "orders.place_orders")
    found = _open_channel(actor, channel)
    if len(orders) > MOST_AT_ONCE:
        told = _("These are %(count)s orders: send at most %(most)s at once.")
        raise Refusal(told % {"count": len(orders), "most": MOST_AT_ONCE})
    known = look_up(found, orders)
    ready = _check(orders, known, problems)
    problems.refuse()
    return write_orders(ready, known, problems, actor=actor)


def _open_channel(actor: User, pk: int) -> SalesChannel:
    channel = get_channel(actor, pk)
    if not channel.is_active:
        told = _("%(channel)s is deactivated: activate it first.")
        raise Refusal(told % {"channel": channel})
    return channel


def _check(orders: Sequence[NewOrder], known: Known, problems: Problems) -> list[Ready]:
    """Those that can be taken in; `problems` is told of the others."""
    ready, numbers = [], set[str]()
    for place, order in enumerate(orders):
        spot = problems.at(place)
        if order.number in numbers:
            told = _("Order %(number)s stands here more than once.")
            spot.add("number", told % {"number": order.number})
        numbers.add(order.number)
        check_order(order, known, spot)
        if check_amounts(order, spot) and order.items:
            amounts = work_out(order, spot)
            if amounts is not None:
                ready.append(Ready(place, order, amounts))
    return ready
