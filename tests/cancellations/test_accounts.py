"""The account to which money goes that somebody must send by hand."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from cancellations.planning.objections import About, Refused
from omnitron.core.errors import Refusal
from payments.methods import NEEDS_ACCOUNT
from payments.models import PaymentType
from tests.cancellations.orders import plan_count

IBAN = "BR15 0000 0000 0000 1093 2840 814P 2"
KEPT = "BR1500000000000010932840814P2"


def about(refused):
    return [(objection.about, objection.text) for objection in refused.value.objections]


@pytest.mark.parametrize("payment_type", sorted(NEEDS_ACCOUNT))
def test_money_that_goes_back_by_bank_needs_an_account(shop, payment_type):
    order = shop.place("30.00", pay=[(payment_type, "30.00")])

    with pytest.raises(Refused) as refused:
        shop.plan(order, shop.wish(order.items.get()))

    assert about(refused) == [
        (About.IBAN, "A part of this goes back by hand: give the IBAN that it goes to."),
        (About.HOLDER, "A part of this goes back by hand: say who holds the account."),
    ]
    assert plan_count(order) == 0


@pytest.mark.parametrize("payment_type", sorted(set(PaymentType) - NEEDS_ACCOUNT))
def test_other_money_needs_none(shop, payment_type):
    order = shop.place("30.00", pay=[(payment_type, "30.00")])

    (draft,) = shop.preview(order, shop.wish(order.items.get())).drafts

    assert draft.amount == Decimal("30.00")


@pytest.mark.parametrize(
    ("payment_type", "by_machine", "asks"),
    [
        ("credit_card", False, True),
        ("credit_card", True, False),
        ("wallet", False, False),
        ("cash_register", False, False),
    ],
)
def test_a_card_that_no_gateway_may_give_back_needs_an_account(
    shop, payment_type, by_machine, asks
):
    shop.follow(payments_refundable=by_machine)
    order = shop.place("30.00", pay=[(payment_type, "30.00")])
    wish = shop.wish(order.items.get())

    if not asks:
        assert shop.preview(order, wish).drafts[0].amount == Decimal("30.00")
        return
    with pytest.raises(Refused) as refused:
        shop.preview(order, wish)
    assert [name for name, _text in about(refused)] == [About.IBAN, About.HOLDER]


def test_no_account_is_asked_for_while_the_card_can_take_all(shop):
    order = shop.place(
        "30.00", "20.00", pay=[("credit_card", "30.00"), ("funds_transfer", "20.00")]
    )

    (draft,) = shop.preview(order, shop.wish(order.items.first())).drafts

    assert draft.by_hand == 0


def test_the_account_is_kept_without_spaces_with_the_plan_and_its_items(shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    wish = shop.wish(order.items.get(), iban=IBAN.lower(), holder_name="Antônia Sá")

    plan = shop.plan(order, wish)

    entry = plan.items.get()
    assert (plan.iban, plan.holder_name) == (KEPT, "Antônia Sá")
    assert (entry.iban, entry.holder_name) == (KEPT, "Antônia Sá")


@pytest.mark.parametrize(
    "other",
    [
        {"iban": "DE89370400440532013000"},
        {"holder_name": "Inês"},
        {"note": "Another"},
        {"refund_invoice_number": "R-2"},
    ],
)
def test_a_key_is_not_used_for_another_account(shop, other):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    wish = shop.wish(order.items.get(), iban=IBAN, holder_name="Antônia Sá")
    form = {"key": uuid4(), "digest": shop.preview(order, wish).digest}
    plan = shop.plan(order, wish, **form)
    assert shop.plan(order, wish, **form) == plan

    with pytest.raises(Refusal, match=f"This page was already used for plan {plan.pk}"):
        shop.plan(order, replace(wish, **other), **form)


def test_an_item_may_have_an_account_of_its_own(shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    wish = shop.wish(order.items.get())
    own = replace(wish.items[0], iban="DE89370400440532013000", holder_name="Inês")

    plan = shop.plan(order, replace(wish, items=(own,)))

    entry = plan.items.get()
    assert (entry.iban, entry.holder_name) == ("DE89370400440532013000", "Inês")


@pytest.mark.parametrize("typed", ["DE88370400440532013000", "DE89", "XX00 1234"])
def test_an_iban_whose_check_digits_do_not_fit_is_refused(shop, typed):
    order = shop.place("30.00")

    with pytest.raises(Refused) as refused:
        shop.plan(order, shop.wish(order.items.get(), iban=typed))

    plain = typed.replace(" ", "")
    assert about(refused) == [
        (
            About.IBAN,
            f"“{plain}” is no IBAN: its check digits do not fit. Compare it with the customer’s.",
        )
    ]
    assert plan_count(order) == 0


@pytest.mark.parametrize("typed", ["abc", "00360305100097954", "D189370400440532013000"])
def test_what_does_not_begin_as_an_iban_is_told_how_one_begins(shop, typed):
    order = shop.place("30.00")

    with pytest.raises(Refused) as refused:
        shop.plan(order, shop.wish(order.items.get(), iban=typed))

    told = "is no IBAN. An IBAN begins with two letters for its country, as in DE89 …"
    assert about(refused) == [(About.IBAN, f"“{typed.upper()}” {told}")]
