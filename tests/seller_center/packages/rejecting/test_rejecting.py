"""Rejecting items on the page of their package: the question, and the answer."""

import re
from decimal import Decimal

import pytest

from cancellations.models import CancellationPlan
from payments.models import PaymentTransaction
from tests.cancellations.orders import statuses
from tests.factories import CancellationReasonFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.packages.pages import messages_of, text_of, url_of
from tests.seller_center.packages.rejecting.dialogs import answer, ask

pytestmark = pytest.mark.django_db


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


def test_a_note_that_was_typed_stays_and_reaches_the_plan(client, packer, package, items):
    reason = CancellationReasonFactory(subject="Other", extra_information_needed=True)
    asked = ask(client, package, items[0])
    assert "Needed with: Other." in text_of(asked)

    refused = answer(client, package, asked, items[0], note="Water damage")
    assert "Water damage</textarea>" in text_of(refused)

    answer(client, package, refused, items[0], note="Water damage", reason=reason.pk)
    assert CancellationPlan.objects.get().items.get().note == "Water damage"


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
