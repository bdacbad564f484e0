"""Hard cases of money, each by its name; `_packages` has those of goods, `_plans` of plans."""

from decimal import Decimal
from functools import partial

import pytest

from cancellations.models import CancellationPlan
from cancellations.planning.charges import rest_of
from cancellations.planning.objections import Refused
from cancellations.planning.standing import read_standing
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus, PlanType
from omnitron.accounts.models import User
from orders.models import Order
from orders.services.moving import move_items
from orders.states import Status
from tests.cancellations.orders import register, run, statuses, sums
from tests.concurrency import in_threads
from tests.factories import SalesChannelFactory

RETURN = {"plan_type": PlanType.REFUND}


def rest(order):
    return rest_of(read_standing(Order.objects.get(pk=order.pk)))


def cancel(shop, order, *lines, **values):
    """A plan for some lines of an order, which are counted from 1."""
    items = [item for item in order.items.all() if item.line_number in lines]
    return shop.plan(order, shop.wish(*items, **values))


def booked(gateway):
    return [Decimal(line["amount"]) for line in gateway.ledger()]


def in_currency(shop, currency):
    """The same shop in another currency."""
    channel = SalesChannelFactory(currency=currency)
    for person in (shop.operator, shop.finance):
        person.channel_access.create(channel=channel)
        vars(person).pop("channel_ids", None)
    shop.channel = channel
    return shop


def test_overpaid_by_cents(shop, gateway):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "50.03")])
    register(gateway, order)

    run(cancel(shop, order, 1, 2))

    assert booked(gateway) == [Decimal("50.00")]
    assert rest(order) == Decimal("0.03")
    run(shop.plan(order, shop.wish(rest=Decimal("0.03")), shop.finance))
    assert sums(order) == [(0, Decimal("50.03"))]
    assert rest(order) == 0


def test_overpaid_by_cents_the_rest_is_there_while_all_is_live(shop):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "50.03")])

    assert rest(order) == Decimal("0.03")
    assert cancel(shop, order, 1).amount == 30


def test_underpaid_by_cents(shop, gateway):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "49.98")])
    register(gateway, order)

    first = run(cancel(shop, order, 1))
    second = run(cancel(shop, order, 2))

    # What stays must be paid for: the missing cents are missing from what goes first.
    assert (first.amount, second.amount) == (Decimal("29.98"), Decimal("20.00"))
    assert booked(gateway) == [Decimal("29.98"), Decimal("20.00")]
    assert rest(order) == 0


def test_paid_order_without_items(shop, gateway):
    order = shop.place(pay=[("credit_card", "36.00"), ("wallet", "4.00")], shipping="6.00")
    Order.objects.filter(pk=order.pk).update(status=Status.APPROVED)
    register(gateway, order)

    plan = shop.plan(order, shop.wish(rest=Decimal("40.00")))
    assert statuses(order) == ([], Status.CANCELLATION_WAITING)
    run(plan)

    assert statuses(order) == ([], Status.CANCELED)
    assert sums(order) == [(0, 36), (0, 4)]
    assert booked(gateway) == [Decimal("36.00")]


def test_nothing_captured(shop):
    order = shop.place("30.00", shipping="4.90", pay=[])
    shop.pay(order, "credit_card", "34.90", captured_at=None)

    plan = run(cancel(shop, order, 1))

    assert (plan.status, plan.amount) == (PlanStatus.COMPLETED, 0)
    assert statuses(order) == ([Status.CANCELED], Status.CANCELED)
    assert not order.refunds.exists()
    last = plan.items.get().breakdown[-2:]
    assert [(step["kind"], Decimal(step["amount"])) for step in last] == [
        ("not_captured", -30),
        ("total", 0),
    ]


def test_what_is_captured_later_goes_back_as_the_rest(shop):
    order = shop.place("30.00", pay=[])
    payment = shop.pay(order, "credit_card", "30.00", captured_at=None)
    run(cancel(shop, order, 1))

    type(payment).objects.filter(pk=payment.pk).update(captured_at=payment.created_at)

    assert rest(order) == 30


@pytest.mark.django_db(transaction=True)
def test_two_plans_on_one_order_at_once_each_wanting_the_fee(shop, gateway):
    order = shop.place("30.00", "20.00", shipping="4.90")
    register(gateway, order)
    run(cancel(shop, order, 1))
    last, only_fee = shop.wish(order.items.last()), shop.wish(only_shipping=True)
    assert [shop.preview(order, wish).drafts[0].shipping.amount for wish in (last, only_fee)] == [
        Decimal("4.90"),
        Decimal("4.90"),
    ]

    def ask(wish):
        return shop.plan(order, wish, User.objects.get(pk=shop.operator.pk))

    answers = in_threads(partial(ask, last), partial(ask, only_fee))

    # Whoever comes second is told so, or takes the item without the fee.
    ends = [getattr(answer, "shipping_amount", str(answer)) for answer in answers]
    nothing = "Nothing is left of the shipping fee: it is refunded or set aside."
    assert ends in ([Decimal("4.90"), nothing], [0, Decimal("4.90")])
    for plan in CancellationPlan.objects.filter(order=order, status=PlanStatus.WAITING):
        run(plan)
    order.refresh_from_db()
    assert (order.shipping_reserved, order.shipping_refunded) == (0, Decimal("4.90"))
    assert sum(booked(gateway)) == Decimal("54.90")


def test_no_fee_goes_back_while_either_of_two_plans_may_be_undone(shop, gateway):
    order = shop.place("30.00", "20.00", shipping="4.90", fee="1.99")
    register(gateway, order)

    first, second = cancel(shop, order, 1), cancel(shop, order, 2)

    # Either may still be undone, so neither knows that nothing stays.
    assert (first.amount, second.amount) == (30, 20)
    run(first)
    run(second)
    assert rest(order) == Decimal("6.89")


def test_the_fee_goes_once_to_the_second_of_two_plans_if_the_first_has_begun(shop, gateway):
    order = shop.place("30.00", "20.00", shipping="4.90")
    register(gateway, order)

    run(cancel(shop, order, 1))
    second = cancel(shop, order, 2)

    assert (second.amount, second.shipping_amount) == (Decimal("24.90"), Decimal("4.90"))
    with pytest.raises(Refused, match="Nothing is left of the shipping fee"):
        shop.plan(order, shop.wish(only_shipping=True))
    withdraw_plan(actor=shop.operator, plan_id=second.pk)
    assert cancel(shop, order, 2).shipping_amount == Decimal("4.90")


@pytest.mark.parametrize(("on_return", "fee"), [(True, "4.90"), (False, "0")])
def test_first_item_returned_last_one_canceled(shop, gateway, on_return, fee):
    shop.follow(shipping_on_return=on_return, shipping_on_cancel=not on_return)
    order = shop.place("30.00", "20.00", shipping="4.90", fee="1.99")
    register(gateway, order)
    sent = order.items.first()
    for to in (Status.SHIPPED, Status.DELIVERED):
        move_items(actor=shop.operator, item_ids=[sent.pk], to=to)

    first = run(cancel(shop, order, 1, **RETURN))
    last = run(cancel(shop, order, 2))

    # Something was shipped: the rule for returns decides, and no payment option's fee goes back.
    assert (first.amount, last.amount) == (30, 20 + Decimal(fee))
    assert statuses(order) == ([Status.REFUNDED, Status.CANCELED], Status.REFUNDED)
    assert rest(order) == 0


def test_jpy(shop, gateway):
    in_currency(shop, "JPY")
    order = shop.place({"price": "1000", "discount_amount": "1", "quantity": 3}, shipping="490")
    register(gateway, order)

    one = run(shop.plan(order, shop.wish((order.items.get(), 1))))
    rest_of_it = run(cancel(shop, order, 1))

    assert (one.amount, rest_of_it.amount) == (333, 666 + 490)
    assert [line["amount"] for line in gateway.ledger()] == ["333", "1156"]
    assert rest(order) == 0


def test_kwd(shop, gateway):
    in_currency(shop, "KWD")
    order = shop.place({"price": "10.000", "discount_amount": "0.001", "quantity": 3})
    register(gateway, order)

    one = run(shop.plan(order, shop.wish((order.items.get(), 1))))
    others = run(cancel(shop, order, 1))

    assert (one.amount, others.amount) == (Decimal("3.333"), Decimal("6.666"))
    assert [line["amount"] for line in gateway.ledger()] == ["3.333", "6.666"]


def test_20_payments_on_one_order(shop, gateway):
    cards = [("credit_card", Decimal(amount)) for amount in range(1, 16)]
    others = [("loyalty_money", 30), ("wallet", 20), ("b2b", 10), ("b2b", 40), ("wallet", 25)]
    order = shop.place("150.00", "95.00", pay=[*cards, *others])
    register(gateway, order)

    plan = run(cancel(shop, order, 1))

    # Cards first, then the internal ledger, each from the largest on; nobody sends by hand.
    assert plan.status == PlanStatus.COMPLETED
    assert [back for _reserved, back in sums(order)] == [*range(1, 16), 30, 0, 0, 0, 0]
    last = run(cancel(shop, order, 2))
    assert last.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert sums(order)[-4:] == [(0, 20), (10, 0), (40, 0), (0, 25)]
    assert sum(booked(gateway)) == sum(range(1, 16))
    assert CancellationPlan.objects.filter(order=order).count() == 2
