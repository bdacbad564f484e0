"""The channels and people that all runs share, and the orders that a run begins with."""

from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from cancellations.models.strategies import STANDARD
from omnitron.core.money import unit
from orders.states import Status
from tests.cancellations.orders import Shop
from tests.factories import (
    CancellationReasonFactory,
    CancellationStrategyFactory,
    DiscountItemFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)

CURRENCIES = ("JPY", "EUR", "KWD")
PAYMENT_TYPES = ("credit_card", "saved_card", "loyalty_money", "wallet", "funds_transfer", "b2b")
GATEWAYS = {"saved_card": "sandbox"}

LINES = st.fixed_dictionaries(
    {
        "price": st.integers(1, 9_999) | st.just(0),
        "discount": st.sampled_from([0, 0, 1, 699, 5_000]),
        "interest": st.sampled_from([0, 0, 7, 250]),
        "quantity": st.sampled_from([3, 1, 2, 4]),
        "seller": st.sampled_from([None, 0, 0, 1]),
        "non_returnable": st.sampled_from([False, False, False, True]),
    }
)
PAYMENTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from([*["credit_card"] * 6, *PAYMENT_TYPES]),
        "weight": st.sampled_from([5, 1, 9]),
        "captured": st.sampled_from([True, True, True, False]),
    }
)
ORDERS = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(CURRENCIES),
        "lines": st.lists(LINES, min_size=1, max_size=5),
        "shipping": st.sampled_from([0, 490, 1_001]),
        "fee": st.sampled_from([0, 0, 199]),
        "payments": st.lists(PAYMENTS, min_size=1, max_size=4),
        "beyond": st.sampled_from([0, 0, 0, 1, -1, 333, -1_500]),
        "status": st.sampled_from([Status.PAYMENT_WAITING, *[Status.APPROVED] * 3, Status.SHIPPED]),
        "reported": st.sampled_from([True, True, True, False]),
        # Most channels depart from StrategyOne in a rule or two.
        "other_rules": st.sets(st.sampled_from(sorted(STANDARD)), max_size=2),
    }
)


@dataclass
class World:
    """A shop for each currency, two sellers, and the gateway."""

    sandbox: object
    shops: dict = field(default_factory=dict)
    sellers: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    read: int = 0

    @classmethod
    def made(cls, sandbox):
        """The rows that every run finds."""
        reasons = {
            kind: CancellationReasonFactory(cancellation_type=kind) for kind in ("cancel", "refund")
        }
        world = cls(sandbox, sellers=[SellerFactory(), SellerFactory()])
        channels = [SalesChannelFactory(currency=currency) for currency in CURRENCIES]
        finance = UserFactory(role="Finance", channels=channels)
        for channel in channels:
            world.shops[channel.currency] = Shop(channel, finance, finance, reasons)
        return world

    def count(self, what, times=1):
        """Note that a run reached something."""
        self.counts[what] = self.counts.get(what, 0) + times

    def new_lines(self):
        """What the gateway has booked since the last look."""
        _status, page = self.sandbox.get(f"/ledger?after={self.read}")
        if page["lines"]:
            self.read = page["lines"][-1]["sequence"]
        return page["lines"]

    def place(self, drawn):
        """Place an order and its payments; nothing is captured before `capture`."""
        shop = self.shops[drawn["currency"]]
        step = unit(drawn["currency"])
        order = shop.place(
            *[self._line(line, step) for line in drawn["lines"]],
            pay=[],
            status=drawn["status"],
            shipping=drawn["shipping"] * step,
            fee=drawn["fee"] * step,
            is_send=drawn["reported"],
        )
        if any(line["discount"] for line in drawn["lines"]):
            DiscountItemFactory(order=order, amount=step)
        self._follow(shop.channel, drawn["other_rules"])
        paid = max(Decimal(0), order.amount + drawn["beyond"] * step)
        for payment, amount in zip(
            drawn["payments"],
            _cut(paid, [one["weight"] for one in drawn["payments"]], step),
            strict=True,
        ):
            values = {"captured_at": None}
            if payment["type"] in GATEWAYS:
                values["gateway"] = GATEWAYS[payment["type"]]
            shop.pay(order, payment["type"], amount, **values)
        return shop, order

    def _line(self, line, step):
        price = line["price"] * step
        return {
            "price": price,
            "discount_amount": min(price, line["discount"] * step),
            "installment_interest_amount": line["interest"] * step,
            "quantity": line["quantity"],
            "seller": None if line["seller"] is None else self.sellers[line["seller"]],
            "non_returnable": line["non_returnable"],
        }

    @staticmethod
    def _follow(channel, other_rules):
        rules = {rule: not STANDARD[rule] for rule in other_rules}
        CancellationStrategyFactory(channel=channel, name="Drawn", **rules)


def _cut(amount, weights, step):
    """Cut an amount into parts, the last one taking what is left over."""
    units, total = int(amount / step), sum(weights)
    parts = [units * weight // total for weight in weights[:-1]]
    return [part * step for part in (*parts, units - sum(parts))]
