"""Recording that refunds were made by hand."""

from datetime import date

import pytest

from cancellations.states import PlanStatus
from payments.models import ManualRefund
from tests.panel.manual_refunds.pages import DESK, MADE, answered, messages_of, needed, own, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(shop, declined):
    """Both refunds of the declined plan, looked after by Finance."""
    for refund in needed(declined):
        own(refund, shop.finance)
    return needed(declined)


def post(finance, made, **values):
    typed = {**MADE, "confirmed": answered(made.pk, *values.get("refund", ())), **values}
    return finance.post(f"{DESK}{made.pk}/made/", typed, follow=True)


def test_what_was_typed_is_kept_as_evidence(shop, finance, mine):
    page = post(finance, mine[0])

    manual = ManualRefund.objects.get(refund=mine[0])
    assert (manual.made_by, manual.reference) == (shop.finance, "TED 118204-3")
    assert (manual.made_on, manual.note) == (date(2026, 1, 5), "By phone")
    assert messages_of(page) == ["1 refund has been made."]


def test_one_alone_leaves_the_other_to_be_made(finance, declined, mine):
    post(finance, mine[0])

    assert needed(declined) == [mine[1]]


def test_several_of_a_plan_are_made_at_once(finance, declined, mine):
    first, second = mine
    form = row_of(finance.get(DESK), first)
    assert [link.refund_id for link in form.siblings] == [second.pk]

    page = post(finance, first, refund=[second.pk])

    declined.refresh_from_db()
    assert declined.status == PlanStatus.COMPLETED
    assert messages_of(page) == ["2 refunds have been made."]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reference": " "}, "Type the reference of the transfer"),
        ({"made_on": ""}, "Say on which day it was made."),
        ({"made_on": "2999-01-01"}, "The date of the transfer is in the future."),
        (
            {"made_on": "2026-01-04"},
            "The date of the transfer is before the order was placed, on 5 Jan 2026.",
        ),
    ],
)
def test_what_is_refused_keeps_all_that_was_typed(finance, mine, wrong, sentence):
    first, second = mine
    page = post(finance, first, refund=[second.pk], **wrong)

    row = row_of(page, first)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert row.is_open
    assert row.ticked == {second.pk}
    assert row.form["note"].value() == "By phone"
    assert not ManualRefund.objects.exclude(made_by=None).exists()


def test_what_was_made_meanwhile_is_said_with_what_was_typed(finance, mine):
    post(finance, mine[0], reference="TED 1")

    page = post(finance, mine[0], reference="TED 2")

    text = page.content.decode()
    assert page.status_code == 422
    assert f"Refund {mine[0].pk} is not to be made by hand" in text
    assert "TED 2" in text
    assert ManualRefund.objects.get(refund=mine[0]).reference == "TED 1"
