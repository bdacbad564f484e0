"""The amounts of a new order: what is spread over its lines, and that all of it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.core.money import LARGEST, allocate, exact, round_to_currency
from orders.services.placing.fields import too_large

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.services.placing.new_orders import NewOrder
    from orders.services.placing.problems import Spot

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """What a line costs, as it is kept."""

    retail_price: Decimal
    price: Decimal
    discount_amount: Decimal
    net_amount: Decimal
    installment_interest_amount: Decimal
    tax_amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderAmounts:
    """What an order costs, as it is kept."""

    amount: Decimal
    discount_amount: Decimal
    shipping_amount: Decimal
    net_shipping_amount: Decimal
    installment_interest_amount: Decimal
    payment_option_fee: Decimal
    lines: tuple[LineAmounts, ...]


def work_out(order: NewOrder, spot: Spot) -> OrderAmounts | None:
    """The amounts of an order with lines, each of which can be; None if they do not fit together.

    Discounts of the order and interest are frozen in the lines: a cancellation never spreads
    them anew.
    """
    discounts = _discounts(order, spot)
    shipping = _shipping(order, spot)
    if discounts is None or shipping is None:
        return None
    nets = [item.price - discount for item, discount in zip(order.items, discounts, strict=True)]
    interest = order.installment_interest_amount or NOTHING
    fee = order.payment_option_fee or NOTHING
    if not _adds_up(order, _sum(nets) + shipping[1] + interest + fee, spot):
        return None
    interests = allocate(interest, nets, order.currency)
    return OrderAmounts(
        amount=order.amount,
        discount_amount=_sum(discounts),
        shipping_amount=shipping[0],
        net_shipping_amount=shipping[1],
        installment_interest_amount=interest,
        payment_option_fee=fee,
        lines=tuple(
            LineAmounts(
                retail_price=item.price if item.retail_price is None else item.retail_price,
                price=item.price,
                discount_amount=discount,
                net_amount=net,
                installment_interest_amount=share,
                tax_amount=_tax_part(net, item.tax_rate or NOTHING, order.currency),
            )
            for item, discount, net, share in zip(
                order.items, discounts, nets, interests, strict=True
            )
        ),
    )


def _discounts(order: NewOrder, spot: Spot) -> list[Decimal] | None:
    """The discount of each line, its share of those of the whole order included."""
    own = [item.discount_amount or NOTHING for item in order.items]
    left = [item.price - discount for item, discount in zip(order.items, own, strict=True)]
    if min(left) < 0:
        for place, amount in enumerate(left):
            if amount < 0:
                _refuse_discount_of_line(order, place, spot)
        return None
    total = order.discount_amount or _sum(own)
    beyond = total - _sum(own)
    if not _fits(order, total, beyond, _sum(left), spot):
        return None
    shares = allocate(beyond, left, order.currency)
    return [discount + share for discount, share in zip(own, shares, strict=True)]


def _refuse_discount_of_line(order: NewOrder, place: int, spot: Spot) -> None:
    item = order.items[place]
    told = _("The line costs %(price)s: a discount of %(discount)s is more than that.")
    amounts = {
        "price": exact(item.price, order.currency),
        "discount": exact(item.discount_amount or NOTHING, order.currency),
    }
    spot.part("items", place).add("discount_amount", told % amounts)


def _fits(order: NewOrder, total: Decimal, beyond: Decimal, left: Decimal, spot: Spot) -> bool:
    """Whether the discount of the order has room in its lines, and its parts in itself."""
    listed = _sum(discount.amount for discount in order.discounts)
    if beyond < 0:
        told = _(
            "The discounts of the lines add up to %(sum)s, the order says %(said)s:"
            " %(difference)s too little."
        )
        told %= _compared(total - beyond, total, order.currency)
    elif beyond > left:
        told = _("The lines cost %(sum)s, their discount is %(said)s: %(difference)s too much.")
        told %= _compared(total - beyond + left, total, order.currency)
    elif listed > total:
        told = _(
            "The discounts that are named add up to %(sum)s, the order’s is %(said)s:"
            " %(difference)s too little."
        )
        told %= _compared(listed, total, order.currency)
    elif total > LARGEST:
        told = too_large()
    else:
        return True
    spot.add("discount_amount", told)
    return False


def _shipping(order: NewOrder, spot: Spot) -> tuple[Decimal, Decimal] | None:
    """What shipping costs before and after discounts."""
    amount, net = order.shipping_amount, order.net_shipping_amount
    amount = (net if amount is None else amount) or NOTHING
    net = amount if net is None else net
    if net <= amount:
        return amount, net
    told = _("Shipping costs %(amount)s: net it cannot be %(net)s, which is more.")
    currency = order.currency
    spot.add(
        "net_shipping_amount",
        told % {"amount": exact(amount, currency), "net": exact(net, currency)},
    )
    return None


def _adds_up(order: NewOrder, total: Decimal, spot: Spot) -> bool:
    difference = order.amount - total
    if difference < 0:
        told = _(
            "The lines and charges add up to %(sum)s, the order says %(said)s:"
            " %(difference)s too little."
        )
    elif difference > 0:
        told = _(
            "The lines and charges add up to %(sum)s, the order says %(said)s:"
            " %(difference)s too much."
        )
    else:
        return True
    spot.add("amount", told % _compared(total, order.amount, order.currency))
    return False


def _tax_part(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax that an amount includes."""
    return round_to_currency(net * rate / (100 + rate), currency)


def _compared(total: Decimal, said: Decimal, currency: str) -> dict[str, str]:
    """What a sentence says of a sum and of what the order says it is."""
    return {
        "sum": exact(total, currency),
        "said": exact(said, currency).partition(" ")[0],
        "difference": exact(abs(total - said), currency),
    }


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
