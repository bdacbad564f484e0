"""What must hold of an order's money, by somebody who never heard of plans' arithmetic.

It knows what was captured, what the ledgers say and what rows claim; it calls no planning code.
"""

from collections import defaultdict
from decimal import Decimal

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import CALLED_OFF, OPEN_PLAN
from orders.models import Order
from payments.models import InternalLedgerEntry, Refund
from payments.states import GIVES_BACK, SETS_ASIDE

IN_DOUBT = frozenset({"submitted", "pending", "unknown"})
FINAL = frozenset({100, 600})
NOT_LIVE = FINAL | {50}


class Oracle:
    """The books of one order."""

    def __init__(self, order, world):
        self.order_id = order.pk
        self.world = world
        # By payment: what was captured, and the name that the ledgers know it by.
        self.captured = {}
        self.references = {}
        self.lowered = {}
        # What the ledgers of gateways have booked, and what people said that they sent.
        self.out = defaultdict(Decimal)
        self.by_hand = defaultdict(Decimal)
        self.refresh()

    def capture(self, payment):
        """Hear that a payment was captured."""
        self.captured[payment.pk] = payment.amount
        self.references[payment.gateway_reference] = payment.pk

    def read_ledgers(self):
        """Take in what the gateways have booked since."""
        for line in self.world.new_lines():
            sign = -1 if line["entry"] == "reversal" else 1
            if line["payment"] in self.references:
                amount = abs(Decimal(line["amount"]))
                self.out[self.references[line["payment"]]] += sign * amount
        booked = InternalLedgerEntry.objects.filter(payment_reference__in=self.references)
        internal = defaultdict(Decimal)
        for reference, amount in booked.values_list("payment_reference", "amount"):
            internal[self.references[reference]] += amount
        self.out.update(internal)

    def refresh(self):
        """Read the rows again."""
        order = Order.objects.get(pk=self.order_id)
        self.order = order
        self.items = list(order.items.order_by("line_number"))
        self.payments = list(order.transactions.order_by("pk"))
        self.plans = list(CancellationPlan.objects.filter(order=order).order_by("pk"))
        self.plan_items = list(CancellationPlanItem.objects.filter(plan__order=order))
        self.refunds = list(
            Refund.objects.filter(order=order).select_related("plan_link").order_by("pk")
        )

    def check(self):
        """Everything that must hold after every step."""
        self.refresh()
        self._check_payments()
        self._check_plans()
        self._check_items()
        self._check_order()

    def cost_of_live(self):
        """What the lines cost that nobody canceled or returned, or wants to."""
        return sum((paid(item) for item in self.items if item.status not in NOT_LIVE), 0)

    def is_live(self):
        """Whether any line is neither gone nor held by a plan."""
        return any(item.status not in NOT_LIVE for item in self.items)

    def back(self):
        """What has gone back or is set aside, by the refunds."""
        return _sum(self.refunds, SETS_ASIDE | GIVES_BACK)

    def kept_by_lowering(self):
        """What people chose not to give back."""
        called_off = {plan.pk for plan in self.plans if plan.status in CALLED_OFF}
        return sum((kept for plan, kept in self.lowered.items() if plan not in called_off), 0)

    def charges_left(self):
        """What no plan has given back of the shipping fee and of the payment option's fee."""
        order = self.order
        shipping = order.net_shipping_amount - order.shipping_reserved - order.shipping_refunded
        given = sum(plan.fee_amount for plan in self.plans if plan.status not in CALLED_OFF)
        return shipping, order.payment_option_fee - given

    def left_beyond(self, strategy):
        """What is the customer's beyond what stays with the shop, when no plan waits."""
        shipping, fee = self.charges_left()
        live = self.is_live()
        shipped = any(
            (item.status_before_cancellation or item.status) >= 500 for item in self.items
        )
        gives = strategy.shipping_on_return if shipped else strategy.shipping_on_cancel
        stays = self.cost_of_live() + self.kept_by_lowering()
        if live or not gives:
            stays += shipping
        if live or shipped or not strategy.payment_option_fee:
            stays += fee
        return max(Decimal(0), sum(self.captured.values()) - self.back() - stays)

    def _check_payments(self):
        for payment in self.payments:
            captured = self.captured.get(payment.pk, Decimal(0))
            refunds = [refund for refund in self.refunds if refund.transaction_id == payment.pk]
            assert payment.reserved_amount == _sum(refunds, SETS_ASIDE)
            assert payment.refunded_amount == _sum(refunds, GIVES_BACK)
            out = self.out[payment.pk] + self.by_hand[payment.pk]
            assert 0 <= out <= captured, "more out than captured"
            booked = out - payment.refunded_amount
            assert 0 <= booked <= _sum(refunds, IN_DOUBT), "ledger and refunds differ"
            assert payment.reserved_amount + payment.refunded_amount <= captured

    def _check_plans(self):
        for plan in self.plans:
            refunds = [refund for refund in self.refunds if refund.plan_link.plan_id == plan.pk]
            there = _sum(refunds, SETS_ASIDE | GIVES_BACK)
            assert there == (0 if plan.status in CALLED_OFF else plan.amount)
            charges = plan.shipping_amount + plan.fee_amount + plan.rest_amount
            items = [entry for entry in self.plan_items if entry.plan_id == plan.pk]
            assert plan.amount == charges + sum(entry.amount for entry in items)
            if plan.status == "completed":
                assert _sum(refunds, GIVES_BACK) == plan.amount
                assert all(entry.outcome == "refunded" for entry in items)

    def _check_items(self):
        open_plans = {plan.pk for plan in self.plans if plan.status in OPEN_PLAN}
        for item in self.items:
            entries = [entry for entry in self.plan_items if entry.item_id == item.pk]
            held = [entry for entry in entries if entry.outcome == ""]
            assert item.reserved_amount == sum(entry.amount for entry in held)
            done = [entry.amount for entry in entries if entry.outcome == "refunded"]
            assert item.refunded_amount == sum(done)
            assert all(entry.plan_id in open_plans for entry in held)
            assert len(held) <= 1
            if item.status == 50:
                assert len(held) == 1, "waits without an open plan"
            else:
                # Only what a gateway took back opens an entry of an item that has ended.
                assert not held or item.status in FINAL

    def _check_order(self):
        order, items = self.order, self.items
        paid_for = sum(paid(item) for item in items)
        charges = order.net_shipping_amount + order.payment_option_fee
        assert order.amount == paid_for + charges, "splitting changed what was paid"
        given = [plan for plan in self.plans if plan.status not in CALLED_OFF]
        shipping = order.shipping_reserved + order.shipping_refunded
        assert shipping == sum(plan.shipping_amount for plan in given)
        assert sum(plan.fee_amount for plan in given) <= order.payment_option_fee
        assert order.status == rolled_up([item.status for item in items])


def paid(item):
    """What the customer paid for a line."""
    return item.net_amount + item.installment_interest_amount


def rolled_up(statuses):
    """The status of an order with lines of these."""
    live = [status for status in statuses if status not in NOT_LIVE]
    if live:
        return min(live)
    if 50 in statuses:
        return 50
    return 600 if 600 in statuses else 100


def _sum(refunds, statuses):
    return sum((refund.amount for refund in refunds if refund.status in statuses), Decimal(0))
