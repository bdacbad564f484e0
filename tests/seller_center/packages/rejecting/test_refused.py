"""What cannot be rejected on the page of a package: one sentence, and nothing typed is lost."""

import pytest

from cancellations.models import CancellationPlan
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import CancellationReasonFactory, CancellationStrategyFactory
from tests.seller_center.packages.pages import text_of, url_of
from tests.seller_center.packages.rejecting.dialogs import answer, ask, key_in

pytestmark = pytest.mark.django_db


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
