"""What a chaos run does in the product's own processes: places orders, asks for plans, counts.

`python -m tests.chaos.shop place N` and `python -m tests.chaos.shop ask`; both may be killed and
started again.
"""

import json
import os
import sys
from decimal import Decimal
from uuid import UUID, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnitron.settings")
django.setup()

from django.db import OperationalError, connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.db.models.functions import Mod  # noqa: E402

from cancellations.models import CancellationPlan, CancellationReason  # noqa: E402
from cancellations.planning.wishes import ItemWish, Wish  # noqa: E402
from cancellations.services.planning import make_plan  # noqa: E402
from cancellations.states import Source  # noqa: E402
from omnitron.accounts.models import User  # noqa: E402
from orders.models import Order  # noqa: E402
from payments.gateways.registry import get_gateway  # noqa: E402
from payments.models import PaymentTransaction, Refund, RefundAttempt  # noqa: E402
from tests.factories import (  # noqa: E402
    CancellationReasonFactory,
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    UserFactory,
)

NAMESPACE = UUID("6f1c4b52-0c55-4f6b-8f0e-5b8f3b0f7a10")
AMOUNT = Decimal("20.00")
# A page costs more than a call: one order of so many is canceled by a clerk.
BY_CLERK = 15


def place(count):
    """Place orders of two items, each paid by card, and let the sandbox know the payments.

    What is left of a payment has room for a refund that is made twice.
    """
    channel = SalesChannelFactory(currency="EUR")
    UserFactory(username="operator", role="Operator", channels=[channel])
    CancellationReasonFactory()
    for _place in range(count):
        order = OrderFactory(channel=channel, amount=2 * AMOUNT)
        OrderItemFactory.create_batch(2, order=order, price=AMOUNT, net_amount=AMOUNT)
        PaymentTransactionFactory(order=order)
    payments = PaymentTransaction.objects.values_list("gateway_reference", "amount", "currency")
    get_gateway("sandbox").register(list(payments))


def left_to_clerk():
    """Number, item and reason of the orders that are canceled by the pages."""
    reason = CancellationReason.objects.get()
    orders = without_plan().filter(turn=0)
    return [(order.number, order.items.all()[0].pk, reason.pk) for order in orders]


def without_plan():
    """The orders that still wait for one."""
    orders = Order.objects.filter(plans=None).alias(turn=Mod("pk", BY_CLERK))
    return orders.order_by("pk").prefetch_related("items")


def ask(orders):
    """Ask for a plan for every order, each with a key of its own: again is the same plan."""
    operator = User.objects.get(username="operator")
    reason = CancellationReason.objects.get()
    for order in orders:
        wish = Wish(items=(ItemWish(order.items.all()[0].pk, 1, reason.pk),))
        make_plan(
            actor=operator,
            number=order.number,
            wish=wish,
            source=Source.OPERATOR,
            key=uuid5(NAMESPACE, order.number),
            undo_seconds=0,
        )


def count():
    """Orders without a plan, plans that have not ended, and what was paid back."""
    paid = Refund.objects.filter(status="succeeded").values_list("key", "amount")
    return {
        "orders": Order.objects.count(),
        "without_plan": Order.objects.filter(plans=None).count(),
        "plans": CancellationPlan.objects.count(),
        "open": CancellationPlan.objects.exclude(
            status__in=["completed", "manual_refund_needed"]
        ).count(),
        "by_hand": CancellationPlan.objects.filter(status="manual_refund_needed").count(),
        "paid": sorted([str(key), f"{amount:.2f}"] for key, amount in paid),
        "declined": Refund.objects.filter(status="declined").count(),
        "attempts": RefundAttempt.objects.count(),
        "sent_together": _sent_together(),
        "unsettled": Order.objects.filter(items__status=50)
        .exclude(plans__status__in=["waiting", "refunding", "manual_refund_needed"])
        .count(),
    }


def _sent_together():
    """How many refunds were announced by one statement with others."""
    sent = RefundAttempt.objects.filter(kind="sent").order_by().values("at")
    groups = sent.annotate(size=Count("pk")).filter(size__gt=1)
    return sum(groups.values_list("size", flat=True))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["place", number]:
            place(int(number))
        case ["ask"]:
            ask(without_plan().filter(turn__gt=0))
        case ["count"]:
            try:
                print(json.dumps(count()))
            except OperationalError:
                sys.exit(3)
    connection.close()
