"""Rejecting items on the page of their package, and taking that back."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from cancellations.models import CancellationPlan
from cancellations.services.rejecting_items import reject_items
from cancellations.states import PlanStatus
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.models import PaymentTransaction
from tests.cancellations.orders import register, run, statuses
from tests.factories import (
    CancellationReasonFactory,
    CancellationStrategyFactory,
    PackageFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of
from tests.seller_center.packages.pages import messages_of, text_of, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop):
    """Two items of one seller and one of another, approved, paid by card."""
    order = shop.place("30.00", "20.00", "10.00", shipping="6.00")
    mine = PackageFactory(order=order, number="MINE-1", seller=SellerFactory(name="Casa Aurora"))
    other = PackageFactory(order=order, number="STRANGE-9", seller=SellerFactory(name="Ateliê"))
    for item, package in zip(order.items.all(), [mine, mine, other], strict=True):
        order.items.filter(pk=item.pk).update(
            package=package, seller=package.seller, name=f"Line {item.line_number}"
        )
    order.seller_ids = [mine.seller_id, other.seller_id]
    order.save()
    return order


@pytest.fixture
def package(order):
    return order.packages.get(number="MINE-1")


@pytest.fixture
def packer(client, package):
    user = staff_of(package.seller)
    client.force_login(user)
    return user


@pytest.fixture
def items(order):
    return list(order.items.order_by("line_number"))


def ask(client, package, *items):
    """The answer to **Reject** with these ticked."""
    return client.post(url_of(package, "reject/"), {"item": [item.pk for item in items]})


def key_in(response):
    return re.search(r'name="key" value="([0-9a-f-]+)"', text_of(response))[1]


def answer(client, package, asked, *items, **typed):
    """The answer to **OK** in the dialog of a page."""
    amount = re.search(r'name="amount" value="([0-9.]+)"', text_of(asked))[1]
    told = {"key": key_in(asked), "amount": amount}
    values = {"item": [item.pk for item in items], **told, **typed}
    return client.post(url_of(package, "reject/"), values, follow=True)


def test_the_dialog_says_what_goes_back_before_anything_happens(client, packer, package, items):
    asked = ask(client, package, items[0], items[1])

    assert asked.status_code == 200
    page = " ".join(text_of(asked).split())
    dialog = re.search(r"<dialog.*?</dialog>", page)[0]
    assert "Cancellation reason" in dialog
    told = "Reject 2 products of Casa Aurora, 2 pieces. The customer gets €50.00 back."
    assert told in dialog
    assert "€30.00" in dialog
    assert "€20.00" in dialog
    assert "Rejections affect the seller’s performance rating." in dialog
    assert page.count(" checked") == 2
    assert not CancellationPlan.objects.exists()


def test_items_are_rejected_and_the_page_offers_to_undo_it(
    client, packer, package, items, shop, order
):
    asked = ask(client, package, items[0])

    response = answer(client, package, asked, items[0], reason=shop.reasons["cancel"].pk)

    plan = CancellationPlan.objects.get()
    assert (plan.source, plan.created_by, plan.amount) == ("seller", packer, Decimal(30))
    assert messages_of(response) == [f"1 line was rejected by plan {plan.pk}: €30.00 goes back."]
    assert statuses(order)[0] == [50, 400, 400]
    page = text_of(response)
    assert f"held by plan {plan.pk}" in page
    assert f'action="{url_of(package, f"undo/{plan.pk}/")}"' in page
    assert f'value="{items[0].pk}"' not in page

    response = client.post(url_of(package, f"undo/{plan.pk}/"), follow=True)

    assert messages_of(response) == [f"Plan {plan.pk} was withdrawn: no money has moved."]
    assert statuses(order)[0] == [400, 400, 400]
    assert "held by plan" not in text_of(response)


def test_the_same_dialog_sent_twice_rejects_once(client, packer, package, items, shop):
    asked = ask(client, package, items[0])
    for _ in range(2):
        response = answer(client, package, asked, items[0], reason=shop.reasons["cancel"].pk)
        assert response.redirect_chain

    assert CancellationPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose a reason."),
        ({"reason": "0"}, "this reason cannot be given here"),
        ({"reason": "mpo"}, "this reason cannot be given here"),
        ({"reason": "asking"}, "the reason “Other” asks for more about it."),
    ],
)
def test_a_reason_that_cannot_be_is_said_in_the_dialog(
    client, packer, package, items, typed, sentence
):
    reasons = {
        "mpo": CancellationReasonFactory(subject="Theirs", sources=frozenset({"mpo"})).pk,
        "asking": CancellationReasonFactory(subject="Other", extra_information_needed=True).pk,
    }
    asked = ask(client, package, items[0])
    typed = {name: reasons.get(value, value) for name, value in typed.items()}

    response = answer(client, package, asked, items[0], **typed)

    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    assert "Theirs" not in page
    assert f'value="{key_in(asked)}"' in page
    assert " checked" in page
    assert not CancellationPlan.objects.exists()


def test_a_note_that_was_typed_stays_and_reaches_the_plan(client, packer, package, items):
    reason = CancellationReasonFactory(subject="Other", extra_information_needed=True)
    asked = ask(client, package, items[0])
    assert "Needed with: Other." in text_of(asked)

    refused = answer(client, package, asked, items[0], note="Water damage")
    assert "Water damage</textarea>" in text_of(refused)

    answer(client, package, refused, items[0], note="Water damage", reason=reason.pk)
    assert CancellationPlan.objects.get().items.get().note == "Water damage"


def test_another_amount_than_was_told_is_asked_again(client, packer, package, items, shop):
    asked = ask(client, package, items[0])
    reason = shop.reasons["cancel"].pk

    response = answer(client, package, asked, items[0], reason=reason, amount="29.00")

    assert response.status_code == 409
    assert "The amounts have changed since you looked: nothing was done." in text_of(response)
    assert not CancellationPlan.objects.exists()
    assert answer(client, package, response, items[0], reason=reason).redirect_chain


def test_nothing_ticked_is_refused(client, packer, package):
    response = ask(client, package)

    assert response.status_code == 422
    assert "Tick the products first." in text_of(response)


def test_what_has_left_is_not_rejected(client, packer, package, items, order):
    asked = ask(client, package, items[0])
    order.items.filter(pk=items[0].pk).update(status=Status.SHIPPED)

    for response in (ask(client, package, items[0]), answer(client, package, asked, items[0])):
        assert response.status_code == 422
        assert "Line 1 is Shipped: only what has not left can be rejected." in text_of(response)
    assert not CancellationPlan.objects.exists()


def test_an_item_of_another_seller_is_not_in_the_package(client, packer, package, items):
    response = ask(client, package, items[0], items[2])

    assert response.status_code == 422
    page = text_of(response)
    assert "Some of the ticked products are no longer in package MINE-1" in page
    assert "Line 3" not in page


def test_what_the_channel_does_not_allow_is_said_without_naming_strangers(
    client, packer, package, items, shop
):
    CancellationStrategyFactory(channel=shop.channel, partial_allowed=False)

    response = ask(client, package, items[0])

    assert response.status_code == 422
    assert "Line 3" not in text_of(response)
    assert "Ateliê" not in text_of(response)


def test_reason_and_note_stay_where_another_item_can_still_be_rejected(
    client, packer, package, items, order, shop
):
    reason = shop.reasons["cancel"]
    asked = ask(client, package, items[0])
    order.items.filter(pk=items[0].pk).update(status=Status.SHIPPED)

    refused = answer(client, package, asked, items[0], reason=reason.pk, note="Water damage")

    assert refused.status_code == 422
    page = text_of(refused)
    assert f'name="reason" value="{reason.pk}"' in page
    assert 'name="note" value="Water damage"' in page
    values = {"item": [items[1].pk], "reason": reason.pk, "note": "Water damage"}
    again = text_of(client.post(url_of(package, "reject/"), values))
    assert f'<option value="{reason.pk}" selected>' in again
    assert "Water damage</textarea>" in again


def test_reason_and_note_stay_in_words_where_nothing_can_be_rejected_any_more(
    client, packer, package, items, order, shop
):
    reason = shop.reasons["cancel"]
    asked = ask(client, package, items[0])
    order.items.filter(package=package).update(status=Status.SHIPPED)
    roll_up([order.pk])

    refused = answer(client, package, asked, items[0], reason=reason.pk, note="Water damage")

    assert f"Nothing was done. You typed: {reason}, Water damage." in text_of(refused)


def test_charges_are_for_who_sees_the_whole_order(client, package, items, order):
    order.items.filter(pk=items[2].pk).update(package=package, seller=package.seller)
    for user, told in ((staff_of(package.seller), False), (UserFactory(is_superuser=True), True)):
        client.force_login(user)
        dialog = text_of(ask(client, package, *items)).partition("<dialog")[2]
        assert ("Shipping and charges" in dialog) is told
        assert ("The customer gets €66.00 back." in " ".join(dialog.split())) is told


def test_where_no_money_goes_back_the_dialog_says_so(client, packer, package, items, order):
    PaymentTransaction.objects.filter(order=order).update(captured_at=None)

    assert "No money goes back." in text_of(ask(client, package, items[0]))


def test_the_seller_undoes_what_the_marketplace_rejected_of_its_items_alone(
    client, packer, package, items, shop, order
):
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    plan = reject_items(
        actor=mpo,
        number=order.number,
        item_ids=[items[0].pk],
        reason_id=shop.reasons["cancel"].pk,
        key=uuid4(),
    )
    url = url_of(package, f"undo/{plan.pk}/")
    assert f'action="{url}"' in text_of(client.get(url_of(package)))

    response = client.post(url, follow=True)

    assert messages_of(response) == [f"Plan {plan.pk} was withdrawn: no money has moved."]


def test_too_late_to_undo_is_said(client, packer, package, items, shop, gateway, order, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, order)
    asked = ask(client, package, items[0])
    answer(client, package, asked, items[0], reason=shop.reasons["cancel"].pk)
    plan = run(CancellationPlan.objects.get())
    assert plan.status == PlanStatus.COMPLETED

    response = client.post(url_of(package, f"undo/{plan.pk}/"), follow=True)

    assert response.status_code == 422
    assert f"Plan {plan.pk} can no longer be withdrawn: it is completed." in text_of(response)
    page = text_of(response)
    assert "Rejected" in page
    assert f"by plan {plan.pk}" in page


def test_the_marketplaces_plan_over_both_sellers_shows_a_seller_its_own_part(
    client, packer, package, items, shop, order
):
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    plan = reject_items(
        actor=mpo,
        number=order.number,
        item_ids=[items[0].pk, items[2].pk],
        reason_id=shop.reasons["cancel"].pk,
        key=uuid4(),
    )

    page = " ".join(text_of(client.get(url_of(package))).split())

    assert f"Plan {plan.pk} rejects 1 line." in page
    assert "€30.00 goes back." in page
    assert "€40.00" not in page
    assert "Line 3" not in page
    assert "/undo/" not in page


@pytest.mark.parametrize("plan_id", [0, 2**63])
def test_a_plan_of_nothing_here_does_not_exist(client, packer, package, plan_id):
    assert client.post(url_of(package, f"undo/{plan_id}/")).status_code == 404
