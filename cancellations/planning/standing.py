"""How an order stands: what is live, what was captured, what plans hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cancellations.access import strategy_of
from cancellations.models import CancellationPlan
from cancellations.states import CALLED_OFF, ItemOutcome, PlanStatus
from orders.states import FINAL, LIVE, Status
from payments.models import PaymentTransaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cancellations.models import CancellationStrategy
    from orders.models import DiscountItem, Order, OrderItem

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Payment:
    """A payment and what could still go back from it."""

    row: PaymentTransaction
    left: Decimal


@dataclass(frozen=True)
class Standing:
    """Everything that decides about a plan for an order."""

    order: Order
    items: tuple[OrderItem, ...]
    payments: tuple[Payment, ...]
    strategy: CancellationStrategy
    # The open plan that holds an item, by the item's key, and whether it still waits.
    holders: Mapping[int, int]
    waiting: frozenset[int]
    # What plans chose not to give back, and what they gave of the payment option's fee.
    kept: Decimal
    fee_given: Decimal
    # What the discounts of the whole order took off.
    discount: Decimal
    shipping_left: Decimal
    # What the pieces cost that stay of lines which an earlier draft of the same wish divides.
    staying: Decimal = NOTHING

    @property
    def money_left(self) -> Decimal:
        """Captured, neither refunded nor set aside."""
        return sum((payment.left for payment in self.payments), NOTHING)

    @property
    def live(self) -> tuple[OrderItem, ...]:
        """The items that a plan may still take."""
        return tuple(
            item for item in self.items if item.status in LIVE and item.pk not in self.holders
        )

    @property
    def unshipped(self) -> tuple[OrderItem, ...]:
        """What canceling the entire order takes: the live items that have not been shipped."""
        return tuple(item for item in self.live if item.status < Status.SHIPPED)

    @property
    def fee_left(self) -> Decimal:
        """What of the payment option's fee no plan has given back."""
        left: Decimal = self.order.payment_option_fee - self.fee_given
        return left

    @property
    def was_shipped(self) -> bool:
        """Whether any item of the order has ever left."""
        return any(
            (item.status_before_cancellation or item.status) >= Status.SHIPPED
            for item in self.items
        )

    def is_gone(self, item: OrderItem) -> bool:
        """Whether an item is canceled, refunded, or held by a plan that is past undoing."""
        held = item.pk in self.holders
        return item.status in FINAL or (held and item.pk not in self.waiting)

    def after(
        self,
        *,
        taken: frozenset[int],
        staying: Decimal,
        spent: Mapping[int, Decimal],
        shipping: Decimal,
        fee: Decimal,
        kept: Decimal,
    ) -> Standing:
        """The standing once one more plan, not yet executed, holds these items and amounts."""
        return replace(
            self,
            holders={**self.holders, **dict.fromkeys(taken, 0)},
            waiting=self.waiting | taken,
            payments=tuple(
                replace(payment, left=payment.left - spent.get(payment.row.pk, NOTHING))
                for payment in self.payments
            ),
            shipping_left=self.shipping_left - shipping,
            fee_given=self.fee_given + fee,
            kept=self.kept + kept,
            staying=self.staying + staying,
        )


def read_standing(order: Order, *, lock: bool = False) -> Standing:
    """How an order stands; with `lock`, under a locked order, until the transaction ends."""
    items = order.items.select_related("seller", "package").order_by("line_number")
    payments = PaymentTransaction.objects.filter(order=order).order_by("pk")
    if lock:
        items = items.order_by("pk").select_for_update(of=("self",), no_key=True)
        payments = payments.select_for_update(of=("self",), no_key=True)
    return standing_of(
        order,
        items=sorted(items, key=lambda item: item.line_number),
        payments=payments,
        plans=CancellationPlan.objects.filter(order=order).prefetch_related("items"),
        discounts=order.discounts.all(),
    )


def standing_of(
    order: Order,
    *,
    items: Iterable[OrderItem],
    payments: Iterable[PaymentTransaction],
    plans: Iterable[CancellationPlan],
    discounts: Iterable[DiscountItem],
) -> Standing:
    """How an order stands by rows that were read already, plans with their items."""
    done = [plan for plan in plans if plan.status not in CALLED_OFF]
    held = [
        (entry.item_id, plan)
        for plan in done
        for entry in plan.items.all()
        if entry.outcome == ItemOutcome.OPEN
    ]
    return Standing(
        order=order,
        items=tuple(items),
        payments=tuple(Payment(row, row.left_amount) for row in payments),
        strategy=strategy_of(order.channel_id),
        holders={item_id: plan.pk for item_id, plan in held},
        waiting=frozenset(i for i, plan in held if plan.status == PlanStatus.WAITING),
        kept=sum((entry.kept_amount for plan in done for entry in plan.items.all()), NOTHING),
        fee_given=sum((plan.fee_amount for plan in done), NOTHING),
        discount=sum((discount.amount for discount in discounts), NOTHING),
        shipping_left=order.net_shipping_amount - order.shipping_reserved - order.shipping_refunded,
    )
