"""What cannot be is refused with one sentence naming item and rule; nothing is written."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.planning.objections import Refused
from cancellations.services.planning import PlanChanged
from cancellations.states import PlanType
from orders.models import OrderEvent, OrderItem
from orders.states import Status
from payments.models import Refund
from tests.cancellations.orders import register, run
from tests.factories import CancellationReasonFactory

LAMP = "Luminária de mesa Ipê"
RETURN = {"plan_type": PlanType.REFUND}
WRITTEN = (CancellationPlan, CancellationPlanItem, Refund, OrderEvent, OrderItem)


def rows():
    """How many rows there are of all that a plan writes."""
    return [model.objects.count() for model in WRITTEN]


def refused(shop, order, wish, actor=None):
    """The sentences of a refusal, by the line they are about; nothing is written."""
    before, items = rows(), list(order.items.values())
    with pytest.raises(Refused) as caught:
        shop.plan(order, wish, actor)
    assert rows() == before
    assert list(order.items.values()) == items
    return [objection.text for objection in caught.value.objections]


def changed(wish, **values):
    """The wish with other values of its first item."""
    return replace(wish, items=(replace(wish.items[0], **values), *wish.items[1:]))


@pytest.mark.parametrize("plan_type", list(PlanType))
def test_an_item_that_is_canceled_already(shop, gateway, plan_type):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.first())))

    wish = shop.wish(order.items.first(), plan_type=plan_type)

    assert refused(shop, order, wish) == [f"{LAMP}: it is canceled already."]


def test_an_item_that_is_refunded_already(shop, gateway):
    order = shop.place("30.00", status=Status.DELIVERED)
    register(gateway, order)
    wish = shop.wish(order.items.get(), **RETURN)
    run(shop.plan(order, wish))

    assert refused(shop, order, wish) == [f"{LAMP}: it is refunded already."]


def test_an_item_with_an_open_plan(shop):
    order = shop.place("30.00", "20.00")
    wish = shop.wish(order.items.first())
    shop.plan(order, wish)

    assert refused(shop, order, wish) == [f"{LAMP}: a plan for it is open."]


def test_cancel_and_return_in_one(shop):
    order = shop.place("30.00", {"price": "20.00", "status": Status.SHIPPED, "name": "Cabide"})
    items = list(order.items.all())

    assert refused(shop, order, shop.wish(*items)) == [
        "Cabide: it has been shipped: choose Return."
    ]
    assert refused(shop, order, shop.wish(*items, **RETURN)) == [
        f"{LAMP}: it has not been shipped: choose Cancel."
    ]


@pytest.mark.parametrize("status", [Status.SHIPPED, Status.DELIVERED])
def test_a_shipped_item_is_not_canceled(shop, status):
    order = shop.place("30.00", status=status)

    assert refused(shop, order, shop.wish(order.items.get())) == [
        f"{LAMP}: it has been shipped: choose Return."
    ]


def test_nothing_selected(shop):
    order = shop.place("30.00")

    assert refused(shop, order, shop.wish()) == ["Tick the products first."]


def test_no_reason(shop):
    order = shop.place("30.00")
    wish = changed(shop.wish(order.items.get()), reason_id=None)

    assert refused(shop, order, wish) == [f"{LAMP}: choose a reason."]


def test_a_reason_of_the_other_type(shop):
    order = shop.place("30.00")
    wish = changed(shop.wish(order.items.get()), reason_id=shop.reasons["refund"].pk)

    assert refused(shop, order, wish) == [
        f"{LAMP}: this reason cannot be given here: choose one from the list."
    ]


@pytest.mark.parametrize("values", [{"is_active": False}, {"sources": frozenset(["seller"])}])
def test_a_reason_that_is_not_for_operators(shop, values):
    order = shop.place("30.00")
    reason = CancellationReasonFactory(**values)
    wish = changed(shop.wish(order.items.get()), reason_id=reason.pk)

    assert refused(shop, order, wish) == [
        f"{LAMP}: this reason cannot be given here: choose one from the list."
    ]


def test_a_reason_that_asks_for_a_note(shop):
    order = shop.place("30.00")
    reason = CancellationReasonFactory(subject="Other", extra_information_needed=True)
    wish = changed(shop.wish(order.items.get()), reason_id=reason.pk, note=" ")

    assert refused(shop, order, wish) == [f"{LAMP}: the reason “Other” asks for more about it."]


@pytest.mark.parametrize(
    ("has", "asked", "sentence"),
    [
        (1, 2, "the line has 1 piece, so 2 cannot go back"),
        (3, 4, "the line has 3 pieces, so 4 cannot go back"),
        (3, 0, "the line has 3 pieces, so 0 cannot go back"),
        (3, -1, "the line has 3 pieces, so -1 cannot go back"),
    ],
)
def test_a_quantity_that_the_line_does_not_have(shop, has, asked, sentence):
    order = shop.place({"price": "30.00", "quantity": has})
    wish = changed(shop.wish(order.items.get()), quantity=asked)

    assert refused(shop, order, wish) == [f"{LAMP}: {sentence}."]


def test_an_amount_above_what_was_paid(shop):
    order = shop.place("30.00")
    wish = changed(shop.wish(order.items.get()), amount=Decimal("30.01"), note="Gift")

    assert refused(shop, order, wish) == [
        f"{LAMP}: €30.01 is more than the €30.00 that was paid for it."
    ]


def test_an_amount_above_what_is_left_beyond_the_order(shop):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])

    assert refused(shop, order, shop.wish(rest=Decimal("6.01")), shop.finance) == [
        "€6.01 is more than the €6.00 that is left beyond what the order costs."
    ]


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_a_rest_that_is_no_amount(shop, amount):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])

    assert refused(shop, order, shop.wish(rest=Decimal(amount)), shop.finance) == [
        "Type how much of the €6.00 goes back."
    ]


def test_a_rest_where_there_is_none(shop):
    order = shop.place("30.00")

    assert refused(shop, order, shop.wish(rest=Decimal("0.01")), shop.finance) == [
        "Nothing of this order was paid beyond what it costs."
    ]


def test_a_line_of_another_order(shop):
    order, other = shop.place("30.00"), shop.place("20.00")
    item = other.items.get()

    assert refused(shop, order, shop.wish(item)) == [
        f"There is no order line {item.pk} in this order."
    ]


def test_a_line_that_is_named_twice(shop):
    order = shop.place({"price": "30.00", "quantity": 2})
    item = order.items.get()

    assert refused(shop, order, shop.wish((item, 1), (item, 1))) == [
        "An order line is named twice."
    ]


def test_all_that_speaks_against_a_wish_is_said_at_once(shop):
    order = shop.place({"price": "30.00", "name": "Cabide"}, "20.00")
    wish = changed(shop.wish(*order.items.all()), reason_id=None, quantity=7)

    assert refused(shop, order, wish) == [
        "Cabide: the line has 1 piece, so 7 cannot go back.",
        "Cabide: choose a reason.",
    ]


def test_a_plan_that_changed_since_its_preview(shop):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "40.00")])
    wish = shop.wish(order.items.first())
    digest = shop.preview(order, wish).digest
    order.transactions.update(amount=Decimal("50.00"))
    before = rows()

    with pytest.raises(PlanChanged) as moved_on:
        shop.plan(order, wish, digest=digest)

    assert str(moved_on.value) == (
        "The order has changed since you looked: nothing was done. Look again, then apply."
    )
    assert rows() == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"note": "x" * 1001}, "A note has 1,001 characters; 1,000 fit."),
        (
            {"refund_invoice_number": "x" * 129},
            "The number of the refund invoice has 129 characters; 128 fit.",
        ),
        (
            {"holder_name": "x" * 256},
            "The name of the account’s holder has 256 characters; 255 fit.",
        ),
    ],
)
def test_a_text_that_is_too_long_is_refused_and_not_cut(shop, values, sentence):
    order = shop.place("30.00")
    wish = replace(shop.wish(order.items.get()), **values)
    assert refused(shop, order, wish) == [sentence]


@pytest.mark.parametrize("name", ["note", "holder_name"])
def test_a_text_of_an_item_that_is_too_long_is_refused(shop, name):
    order = shop.place("30.00")
    wish = changed(shop.wish(order.items.get()), **{name: "x" * 1001})
    assert "has 1,001 characters" in refused(shop, order, wish)[0]


def test_a_note_as_long_as_may_be_is_kept_whole(shop):
    order = shop.place("30.00")
    wish = shop.wish(order.items.get(), note="x" * 1000)
    assert shop.plan(order, wish).note == "x" * 1000
