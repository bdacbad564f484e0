"""Orders as a shop places them, and what people then ask for."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.models import CancellationPlan
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.services.planning import make_plan, preview_plan
from cancellations.states import PlanType, Source
from omnitron.core.money import round_to_currency
from orders.models import Order
from orders.states import Status
from payments.gateways.registry import get_gateway
from payments.models import Refund
from tests.factories import (
    CancellationReasonFactory,
    CancellationStrategyFactory,
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
    UserFactory,
)

PLACED = datetime(2026, 1, 5, 9, tzinfo=UTC)
GATEWAYS = {"credit_card": "sandbox", "loyalty_money": "internal", "wallet": "internal"}


@contextmanager
def opened_shop(channel, settings):
    """What people do in a channel; its cards have a gateway, away unless a test runs one."""
    if not settings.SANDBOX_GATEWAY_URL:
        settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"
        get_gateway.cache_clear()
    yield Shop(
        channel=channel,
        operator=UserFactory(role="Operator", channels=[channel]),
        finance=UserFactory(role="Finance", channels=[channel]),
        reasons={
            kind: CancellationReasonFactory(cancellation_type=kind) for kind in ("cancel", "refund")
        },
    )
    get_gateway.cache_clear()


@dataclass
class Shop:
    """One channel and its people; `place` makes orders whose amounts add up."""

    channel: Any
    operator: Any
    finance: Any
    reasons: dict[str, Any]

    def place(self, *prices, pay=None, status=Status.APPROVED, shipping="0", fee="0", **values):
        """An order with an item for each price, paid as `pay` says: [(payment type, amount)].

        Without `pay` it is paid by one card.
        """
        lines = [self._line(price) for price in prices]
        goods = sum((line["price"] - line.get("discount_amount", 0) for line in lines), Decimal(0))
        interest = sum((line.get("installment_interest_amount", 0) for line in lines), Decimal(0))
        amount = goods + interest + Decimal(shipping) + Decimal(fee)
        order = OrderFactory(
            channel=self.channel,
            currency=self.channel.currency,
            amount=amount,
            net_shipping_amount=Decimal(shipping),
            payment_option_fee=Decimal(fee),
            installment_interest_amount=interest,
            **{"is_send": True, "placed_at": PLACED, **values},
        )
        for line in lines:
            OrderItemFactory(order=order, **{"status": status, **line})
        for payment_type, paid in [("credit_card", amount)] if pay is None else pay:
            self.pay(order, payment_type, paid)
        order.refresh_from_db()
        return order

    def follow(self, **rules):
        """Give the channel rules of its own."""
        CancellationStrategyFactory(channel=self.channel, name="Drawn", **rules)

    def pay(self, order, payment_type, amount, **values):
        """A captured payment of an order."""
        gateway = GATEWAYS.get(payment_type, "manual")
        return PaymentTransactionFactory(
            order=order,
            payment_type=payment_type,
            amount=Decimal(amount),
            **{"gateway": gateway, **values},
        )

    def wish(self, *items, plan_type=PlanType.CANCEL, **values):
        """A wish for items, each with all its pieces or as (item, quantity); or for none."""
        pairs = [item if isinstance(item, tuple) else (item, item.quantity) for item in items]
        reason = self.reasons[plan_type]
        entries = tuple(ItemWish(item.pk, quantity, reason.pk) for item, quantity in pairs)
        of_plan = {} if entries else {"reason_id": reason.pk}
        return Wish(plan_type=plan_type, items=entries, **{**of_plan, **values})

    def preview(self, order, wish, actor=None):
        """What the wish would do."""
        actor = actor or self.operator
        return preview_plan(actor=actor, number=order.number, wish=wish, source=Source.OPERATOR)

    def plan(self, order, wish, actor=None, **values):
        """The only plan that the wish makes, due at once."""
        (plan,) = self.plans(order, wish, actor, **values)
        return plan

    def plans(self, order, wish, actor=None, **values):
        """The plans that the wish makes, due at once."""
        call = {"source": Source.OPERATOR, "key": uuid4(), "undo_seconds": 0, **values}
        return make_plan(actor=actor or self.operator, number=order.number, wish=wish, **call)

    @staticmethod
    def _line(price):
        line = price if isinstance(price, dict) else {"price": price}
        line = {"retail_price": line["price"], **line}
        amounts = ("retail_price", "price", "discount_amount", "installment_interest_amount")
        return {name: Decimal(value) if name in amounts else value for name, value in line.items()}


def run(plan):
    """Do what workers would do at once: begin the plan, send its refunds, finish it."""
    for refund_id in execute_plan(plan.pk):
        send_refunds([refund_id])
    settle_plans([plan.pk])
    plan.refresh_from_db()
    return plan


def run_in_vain(gateway, plan):
    """Let nobody find out for a day what became of a plan's refunds, one for each card."""
    gateway.mode("error_500", next=plan.order.transactions.count())
    run(plan)
    day_ago = timezone.now() - timedelta(days=1)
    Refund.objects.filter(plan_link__plan=plan).update(first_sent_at=day_ago, last_sent_at=day_ago)
    settle_plans([plan.pk])
    return plan


def register(gateway, order, payments=None):
    """Let the sandbox know the card payments of an order, or some of them."""
    currency = order.currency
    for payment in order.transactions.all() if payments is None else payments:
        if payment.gateway != "sandbox":
            continue
        amount = str(round_to_currency(payment.amount, currency))
        gateway.register((payment.gateway_reference, amount, currency))


def statuses(order):
    """The statuses of an order's items by line, and its own."""
    items = order.items.order_by("line_number").values_list("status", flat=True)
    return list(items), Order.objects.get(pk=order.pk).status


def sums(order):
    """What the order's payments have reserved and refunded, by payment."""
    payments = order.transactions.order_by("pk")
    return [(payment.reserved_amount, payment.refunded_amount) for payment in payments]


def plan_count(order):
    """How many plans an order has."""
    return CancellationPlan.objects.filter(order=order).count()
