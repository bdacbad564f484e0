"""The doors to plans and requests, and to the rules of a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _

from cancellations.models import (
    CancellationPlan,
    CancellationRequest,
    CancellationStrategy,
    PlanRefund,
)
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound
from orders.models import Order
from payments.models import ManualRefund

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User


def strategy_of(channel_id: int) -> CancellationStrategy:
    """The rules of a sales channel: its own, or those of StrategyOne, which are not saved."""
    own = CancellationStrategy.objects.filter(pk=channel_id).first()
    return own or CancellationStrategy(channel_id=channel_id)


def get_plan(user: User, plan_id: int, *, panel: str = OMNITRON) -> CancellationPlan:
    """A plan that this person may see. Raises `NotFound` for any other."""
    plans = CancellationPlan.objects.visible_to(user, panel)
    plan: CancellationPlan | None = plans.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound(_("There is no plan %(plan)s.") % {"plan": plan_id})
    return plan


def lock_plan(user: User, plan_id: int, *, panel: str = OMNITRON) -> CancellationPlan:
    """The same, locked after its order until the transaction ends."""
    return locked_plan(get_plan(user, plan_id, panel=panel).pk)


def check_plan_of(order: Order, plan_id: int) -> None:
    """Raise `NotFound` unless an order has this plan."""
    if not CancellationPlan.objects.filter(pk=plan_id, order=order).exists():
        raise NotFound(_("There is no plan %(plan)s.") % {"plan": plan_id})


def plan_of_refund(user: User, refund_id: int) -> int:
    """The key of the plan that a refund serves. Raises `NotFound` for a stranger's refund."""
    return plans_of_refunds(user, [refund_id])[refund_id]


def plans_of_refunds(user: User, refund_ids: Collection[int]) -> dict[int, int]:
    """The keys of the plans that refunds serve, by refund. Raises `NotFound` for a stranger's."""
    links = PlanRefund.objects.filter(plan__order__in=Order.objects.visible_to(user))
    plans = dict(links.filter(refund_id__in=refund_ids).values_list("refund_id", "plan_id"))
    for refund_id in refund_ids:
        if refund_id not in plans:
            raise NotFound(_("There is no refund %(refund)s.") % {"refund": refund_id})
    return plans


def manual_of_refund(user: User, refund_id: int) -> ManualRefund:
    """What people have done about a refund by hand. Raises `NotFound` where that is nothing."""
    plan_of_refund(user, refund_id)
    manual = ManualRefund.objects.filter(refund_id=refund_id).first()
    if manual is None:
        raise NotFound(_("There is no refund %(refund)s.") % {"refund": refund_id})
    return manual


# Raw, as each refund that ends asks them; the order of locks is that of docs/architecture.md.
_LOCK_ORDERS = """
    SELECT 1 FROM orders_order
    WHERE id IN (SELECT order_id FROM cancellations_cancellationplan WHERE id = ANY(%s))
    ORDER BY id FOR NO KEY UPDATE
"""
_LOCK_ITEMS = """
    SELECT 1 FROM orders_orderitem
    WHERE id IN (SELECT item_id FROM cancellations_cancellationplanitem WHERE plan_id = ANY(%s))
    ORDER BY id FOR NO KEY UPDATE
"""


def locked_plan(plan_id: int) -> CancellationPlan:
    """A plan, locked after its order and its items: for what happens by itself."""
    (plan,) = locked_plans([plan_id])
    return plan


def locked_plans(plan_ids: Collection[int]) -> list[CancellationPlan]:
    """Plans by key, locked after all of their orders and all of their items."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_ORDERS, [list(plan_ids)])
        cursor.execute(_LOCK_ITEMS, [list(plan_ids)])
    plans = CancellationPlan.objects.select_related("order").filter(pk__in=plan_ids)
    return list(plans.order_by("pk").select_for_update(of=("self",), no_key=True))


def get_requests(user: User, request_ids: Collection[int]) -> list[CancellationRequest]:
    """Requests that this person may see, by key. Raises `NotFound` if one of them is not."""
    requests = CancellationRequest.objects.visible_to(user).filter(pk__in=request_ids)
    found = list(requests.select_related("order", "item").order_by("pk"))
    missing = set(request_ids) - {request.pk for request in found}
    if missing:
        raise NotFound(_("There is no request %(request)s.") % {"request": min(missing)})
    return found
