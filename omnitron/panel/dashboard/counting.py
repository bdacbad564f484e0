"""What the dashboard counts, as plain values that can be kept; days are the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from bulk_updates.models import BulkUpdate
from cancellations.models import CancellationPlan, OrderRest
from omnitron.panel.manual_refunds.desk import open_of
from omnitron.panel.requests.tabs import waiting_of
from orders.models import Order
from payments.models import Refund
from payments.states import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from omnitron.accounts.models import User
    from omnitron.core.days import Days

Counted = dict[str, Any]


def orders_by_day(user: User, days: Days) -> Counted:
    """How many orders were placed a day, and how many cancellations and returns were made."""
    placed = Order.objects.visible_to(user).filter(**days.within("placed_at")).order_by()
    by_day = placed.annotate(day=TruncDate("placed_at")).values_list("day")
    rows = [(None, *row) for row in by_day.annotate(n=Count("pk"))]
    plans = _plans(user, days).annotate(day=TruncDate("created_at"))
    rows += plans.values_list("plan_type", "day").annotate(n=Count("pk"))
    return {"rows": [[plan_type, str(day), n] for plan_type, day, n in rows]}


def plans_by_reason(user: User, days: Days) -> Counted:
    """How many plans were made, and how many name which reason; one may name several."""
    plans = _plans(user, days)
    named = plans.values_list(Coalesce("items__reason", "reason"))
    return {
        "plans": plans.count(),
        "by_reason": [list(row) for row in named.annotate(n=Count("pk", distinct=True))],
    }


def refunds_by_status(user: User, days: Days) -> Counted:
    """How many refunds are where, how much that is by currency, and since when the oldest waits.

    Of those that have come to an end, the ones of these days.
    """
    visible = Refund.objects.visible_to(user)
    ended = visible.filter(status__in=sorted(ENDED)).ended_within(days.within("settled_at"))
    rows = [*_by_status(visible.set_aside()), *_by_status(ended)]
    return {"refunds": [[*row, _iso(oldest)] for *row, oldest in rows]}


def orders_with_a_rest(user: User, days: Days) -> Counted:
    """How many orders have money that no plan gives back, as was counted a few minutes ago."""
    return _waiting(OrderRest.objects.visible_to(user), "found_at")


def waiting_requests(user: User, days: Days) -> Counted:
    """How many requests nobody has answered."""
    return _waiting(waiting_of(user), "created_at")


def open_by_hand(user: User, days: Days) -> Counted:
    """How many refunds wait at the desk."""
    return _waiting(open_of(user), "waiting_since")


def bulk_updates(user: User, days: Days) -> Counted:
    """How many files were uploaded, and how many wait for somebody to apply them."""
    updates = BulkUpdate.objects.visible_to(user)
    return {
        "uploaded": updates.filter(**days.within("uploaded_at")).count(),
        "ready": updates.to_apply().count(),
    }


# What is counted, by the permission for the list that it leads to.
PARTS: dict[str, tuple[str, Callable[[User, Days], Counted]]] = {
    "orders": ("orders.view_orders", orders_by_day),
    "plans": ("orders.view_orders", plans_by_reason),
    "refunds": ("orders.view_orders", refunds_by_status),
    "rests": ("cancellations.cancel_items", orders_with_a_rest),
    "requests": ("cancellations.cancel_items", waiting_requests),
    "by_hand": ("payments.make_refunds", open_by_hand),
    "bulk_updates": ("bulk_updates.update_orders", bulk_updates),
}


def parts_of(user: User) -> list[str]:
    """What is counted for a person."""
    return [name for name, (permission, _count) in PARTS.items() if user.has_perm(permission)]


def count(user: User, *, days: Days, month: Days, parts: Iterable[str]) -> Counted:
    """All parts, each of the days; orders always of the whole month, day by day."""
    counted: Counted = {"at": timezone.now().isoformat()}
    for name in parts:
        _permission, of = PARTS[name]
        counted[name] = of(user, month if name == "orders" else days)
    return counted


def _plans(user: User, days: Days) -> QuerySet[Any]:
    """The plans made on the days, but for those that were called off."""
    plans = CancellationPlan.objects.visible_to(user).not_called_off()
    return plans.filter(**days.within("created_at")).order_by()


def _by_status(refunds: QuerySet[Any]) -> Iterable[tuple[str, str, int, str, datetime]]:
    found = refunds.order_by().values_list("status", "order__currency")
    counted = found.annotate(n=Count("pk"), total=Sum("amount"), oldest=Min("waiting_since"))
    return [(status, name, n, str(total), at) for status, name, n, total, at in counted]


def _waiting(rows: QuerySet[Any], column: str) -> Counted:
    found = rows.order_by().aggregate(n=Count("pk"), oldest=Min(column))
    return {"n": found["n"], "oldest": _iso(found["oldest"])}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
