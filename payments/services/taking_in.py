"""Taking orders in with what was paid for them: the door for whoever hands orders over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from omnitron.core.characters import is_text
from omnitron.core.money import in_decimals
from omnitron.core.saving import broken_constraint
from orders.events import Actor, Line, write_lines
from orders.models import Order, OrderEvent
from orders.services.placing import fields
from orders.services.placing.placing import place_orders
from orders.services.placing.problems import Problems
from payments.gateways.registry import MAKERS
from payments.methods import BY_HAND
from payments.models import PaymentTransaction, PaymentType
from payments.models.ledger import INTERNAL_TYPES
from payments.services.rolling_up import roll_up_payments
from payments.states import RefundMethod

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from omnitron.accounts.models import User
    from orders.services.placing.fields import Check
    from orders.services.placing.new_orders import NewOrder
    from orders.services.placing.problems import Spot

# What nobody but people can give back, such as money that came by a bank.
BY_NOBODY = str(RefundMethod.MANUAL)
GATEWAYS = (*MAKERS, BY_NOBODY)
# A mask shows the beginning and the end of a card's number, never all of it.
MOST_DIGITS = 10

# A gateway and its reference: it stands for one payment.
Reference = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPayment:
    """A payment of a new order; `captured_at` is empty while it is only promised.

    Without a currency it is in that of the order. Only what is given back by hand or within the
    house needs no gateway.
    """

    payment_type: str
    amount: Decimal
    gateway: str = ""
    gateway_reference: str = ""
    currency: str = ""
    captured_at: datetime | None = None
    installment_count: int = 1
    card_mask: str = ""

    @property
    def taken_by(self) -> str:
        """The gateway that it came by; '' where nobody said and none follows from its type."""
        if self.gateway:
            return self.gateway
        if self.payment_type in INTERNAL_TYPES:
            return str(RefundMethod.INTERNAL)
        return BY_NOBODY if self.payment_type in BY_HAND else ""


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """A new order with its payments."""

    order: NewOrder
    payments: tuple[NewPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Paid:
    """A payment of an order that was placed, and where it stands in the request."""

    at: int
    place: int
    order: Order
    new: NewPayment


@transaction.atomic
def take_orders_in(*, actor: User, channel: int, orders: Sequence[PaidOrder]) -> list[int]:
    """Place orders of a sales channel and record their payments, all of it or nothing.

    Gives back their keys in the same order. Raises as `place_orders`; what is wrong with payments
    is said with the rest.
    """
    problems = Problems()
    _check(orders, problems)
    news = [one.order for one in orders]
    placed = place_orders(actor=actor, channel=channel, orders=news, problems=problems)
    paid = [
        _Paid(at, place, order, payment)
        for at, (order, one) in enumerate(zip(placed, orders, strict=True))
        for place, payment in enumerate(one.payments)
    ]
    if paid:
        _write(paid, actor, problems)
        roll_up_payments({one.order.pk for one in paid})
    return [order.pk for order in placed]


def _check(orders: Iterable[PaidOrder], problems: Problems) -> None:
    references = [_reference(payment) for paid in orders for payment in paid.payments]
    used, seen = _used(references), set[Reference]()
    for at, paid in enumerate(orders):
        for place, payment in enumerate(paid.payments):
            spot = problems.at(at).part("payments", place)
            _check_one(payment, paid.order.currency, spot)
            reference = _reference(payment)
            if reference in used:
                spot.add("gateway_reference", _is_used(reference))
            elif reference in seen:
                told = _("Payment %(reference)s of %(gateway)s stands here more than once.")
                spot.add("gateway_reference", told % _named(reference))
            if payment.gateway_reference:
                seen.add(reference)


_FIELDS: dict[str, Check] = {
    **fields.texts(PaymentTransaction, "gateway_reference", "card_mask"),
    "captured_at": fields.moment,
    "installment_count": fields.installments,
}


def _check_one(payment: NewPayment, currency: str, spot: Spot) -> None:
    fields.look_over(payment, _FIELDS, spot)
    if payment.payment_type not in PaymentType.values:
        told = _("There is no payment type “%(type)s”.")
        spot.add("payment_type", told % {"type": payment.payment_type[:50]})
    elif payment.taken_by not in GATEWAYS:
        told = _("There is no gateway “%(gateway)s”: it is one of %(gateways)s.")
        known = {"gateway": payment.gateway[:50], "gateways": ", ".join(GATEWAYS)}
        spot.add("gateway", told % known)
    if payment.currency not in ("", currency):
        told = _("The order is in %(currency)s: so is each of its payments.")
        spot.add("currency", told % {"currency": currency})
    elif fields.is_known_currency(currency) and (told := fields.amount(currency, payment.amount)):
        spot.add("amount", told)
    if sum(letter.isdigit() for letter in payment.card_mask) > MOST_DIGITS:
        told = _("This may be the number of a card: leave its first six and last four digits.")
        spot.add("card_mask", told)


def _reference(payment: NewPayment) -> Reference:
    return payment.taken_by, payment.gateway_reference


def _used(references: Iterable[Reference]) -> set[Reference]:
    """Which of them payments have."""
    numbers = {number for _gateway, number in references if number and is_text(number)}
    if not numbers:
        return set()
    known = PaymentTransaction.objects.filter(gateway_reference__in=sorted(numbers))
    return set(known.values_list("gateway", "gateway_reference"))


def _is_used(reference: Reference) -> str:
    told = _("There is a payment %(reference)s of %(gateway)s already.")
    return told % _named(reference)


def _named(reference: Reference) -> dict[str, str]:
    gateway, number = reference
    return {"gateway": gateway, "reference": number}


def _write(paid: Iterable[_Paid], actor: User, problems: Problems) -> None:
    """Write payments in the order of their references, so that of two requests none waits."""
    by_reference = sorted(paid, key=lambda one: _reference(one.new))
    try:
        with transaction.atomic():
            PaymentTransaction.objects.bulk_create(_payment(one) for one in by_reference)
    except IntegrityError as error:
        if broken_constraint(error) == "one_transaction_per_reference":
            _tell_used(paid, problems)
        raise
    write_lines(_lines(paid, Actor.of(actor)))


def _payment(paid: _Paid) -> PaymentTransaction:
    new, order = paid.new, paid.order
    return PaymentTransaction(
        order=order,
        payment_type=new.payment_type,
        gateway=new.taken_by,
        gateway_reference=new.gateway_reference,
        amount=new.amount,
        currency=order.currency,
        captured_at=fields.in_zone(new.captured_at, order.channel.zone),
        installment_count=new.installment_count,
        card_mask=new.card_mask,
        created_at=order.placed_at,
    )


def _tell_used(paid: Iterable[_Paid], problems: Problems) -> None:
    """Another request was faster with some of the references: say which."""
    used = _used(_reference(one.new) for one in paid)
    for one in paid:
        if _reference(one.new) in used:
            spot = problems.at(one.at).part("payments", one.place)
            spot.add("gateway_reference", _is_used(_reference(one.new)))
    problems.refuse()


def _lines(paid: Iterable[_Paid], who: Actor) -> Iterator[Line]:
    """What the log tells of money that was taken, by whoever told of it: no gateway did."""
    for one in paid:
        if one.new.captured_at is not None:
            amount = in_decimals(one.new.amount, one.order.currency)
            changes = {"captured_amount": (None, amount)}
            yield Line(one.order.pk, OrderEvent.Kind.PAYMENT_RECORDED, who, changes=changes)
