"""What is asked of the gateway once more, and what somebody saw there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cancellations.states import PlanStatus
from omnitron.core.formats import moment_text
from omnitron.panel.manual_refunds.forms import MadeForm
from payments.models import Refund, RefundAttempt
from tests.factories import ManualRefundFactory
from tests.panel.manual_refunds.pages import DESK, messages_of, needed, own, row_of
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.pressing import NOTHING, pressed_by_enter

pytestmark = pytest.mark.django_db


def decide(finance, plan, **typed):
    refund = Refund.objects.get(plan_link__plan=plan)
    return refund, finance.post(f"{DESK}{refund.pk}/decide/", typed, follow=True)


def test_only_what_a_gateway_declined_may_be_tried_again(shop, finance, declined):
    tried, never = needed(declined)[0], ManualRefundFactory(order__channel=shop.channel)
    own(tried, shop.finance)
    own(never, shop.finance)

    text = finance.get(DESK).content.decode()

    assert f'id="try-{tried.pk}"' in text
    assert f'id="try-{never.pk}"' not in text


def test_the_gateway_is_tried_again(shop, finance, declined):
    refund = needed(declined)[0]
    own(refund, shop.finance)

    page = finance.post(f"{DESK}{refund.pk}/try-again/", follow=True)

    refund.refresh_from_db()
    declined.refresh_from_db()
    assert (refund.status, declined.status) == ("superseded", PlanStatus.REFUNDING)
    assert messages_of(page) == [f"Refund {refund.pk} was handed to the gateway again."]


def test_while_the_gateway_is_asked_there_is_nothing_to_do(finance, unknown):
    Refund.objects.update(first_sent_at=timezone.now())

    page = finance.get(DESK)

    (row,) = page.context["desk"].rows
    text = page.content.decode()
    assert row.form is None
    assert "No second try before it answers." in text
    assert "/claim/" not in text


@pytest.fixture
def made_there(gateway, unknown):
    """What somebody refunded in the gateway's panel instead."""
    payment = unknown.order.transactions.get().gateway_reference
    _status, made = gateway.post("/panel/refunds", payment=payment, amount="30.00", currency="EUR")
    return made


def test_what_was_found_at_the_gateway_is_shown_first(finance, unknown, made_there):
    refund, page = decide(finance, unknown, reference=made_there["id"], note="Seen", found="1")

    refund.refresh_from_db()
    text = text_of(page)
    day = moment_text(datetime.fromisoformat(made_there["created_at"]), "date")
    assert (page.status_code, refund.status) == (200, "unknown")
    assert f"sandbox has this refund. Recorded for refund {refund.pk} is:" in text
    assert f"Number at the gateway {made_there['id']} Amount €30.00 Date {day}" in text
    assert f'name="confirmed" value="{made_there["id"]}"' in page.content.decode()
    assert row_of(page, refund).form["note"].value() == "Seen"
    assert pressed_by_enter(page, f"{DESK}{refund.pk}/decide/") == NOTHING


def test_what_was_confirmed_has_succeeded(finance, unknown, made_there):
    number = made_there["id"]
    refund, page = decide(finance, unknown, reference=number, note="Seen", confirmed=number)

    refund.refresh_from_db()
    assert (refund.status, refund.gateway_reference) == ("succeeded", number)
    assert messages_of(page) == [f"Refund {refund.pk} was found at the gateway: its money is back."]


def test_another_number_than_was_shown_is_shown_first(finance, unknown, made_there):
    number = made_there["id"]
    refund, page = decide(finance, unknown, reference=number, note="Seen", confirmed="re_1")

    refund.refresh_from_db()
    assert refund.status == "unknown"
    assert row_of(page, refund).form.sighting.answer.reference == number


def test_what_the_gateway_does_not_have_is_refused_and_kept(finance, unknown):
    refund, page = decide(finance, unknown, reference="re_77", note="Seen", found="1")

    assert page.status_code == 422
    assert "sandbox has no refund with the number re_77" in text_of(page)
    form = row_of(page, refund).form
    assert (form["reference"].value(), form["note"].value()) == ("re_77", "Seen")


def test_what_is_not_there_is_to_be_made_by_hand(finance, unknown):
    absent = {"note": "Not in the list", "absent": str(Refund.objects.get().pk)}
    _refund, page = decide(finance, unknown, reference="", **absent)

    assert len(needed(unknown)) == 1
    # It may still be booked there, and a new key would pay it twice.
    assert "Try the gateway again" not in page.text


def test_what_the_gateway_has_said_is_told_on_the_row_and_in_the_question(finance, unknown):
    refund, said = Refund.objects.get(), datetime(2025, 11, 23, 3, 19, tzinfo=UTC)
    for minutes in (8, 0, 4):
        at = said - timedelta(minutes=minutes)
        RefundAttempt.objects.create(refund=refund, kind="not_known", at=at)
    sentence = "Asked 3 times, last 23 Nov 2025, 03:19: the gateway does not know it."

    asked = finance.post(f"{DESK}{refund.pk}/decide/", {"note": "Not in the list"})

    assert row_of(finance.get(DESK), refund).why == sentence
    assert f"{sentence} Order {unknown.order.number}: sandbox is taken" in text_of(asked)


def test_what_was_not_found_is_called_so_and_not_declined(finance, shop, unknown):
    refund = Refund.objects.get()

    decide(finance, unknown, note="Not in the list", absent=str(refund.pk))

    section, log = (text_of(finance.get(url_of(unknown.order, part))) for part in ("detail", "log"))
    assert f"#{refund.pk} Credit card, sandbox €30.00 Not found at the gateway" in section
    assert f"{shop.finance.distinct_name} did not find €30.00 at the gateway" in log


def test_what_is_made_by_hand_instead_is_as_old_as_what_it_replaces(finance, shop, unknown):
    since = timezone.now() - timedelta(days=17)
    Refund.objects.update(waiting_since=since)
    ManualRefundFactory(order__channel=shop.channel)
    absent = {"note": "Not in the list", "absent": str(Refund.objects.earliest("pk").pk)}

    finance.post(f"{DESK}{absent['absent']}/decide/", absent)

    desk = finance.get(DESK).context["desk"]
    (refund,) = needed(unknown)
    assert (desk.rows[0].refund, desk.rows[0].age, desk.rows[0].is_late) == (refund, "17 d", True)
    assert (desk.figures.oldest, desk.figures.late_text) == ("17 days", "1 older than 3 days")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note": "Seen", "found": "1"}, "Type the number that the gateway shows."),
        ({"note": "Seen", "reference": "re_7"}, "Empty this, or choose Found at the gateway."),
        ({"reference": "re_7", "found": "1"}, "Say what you saw at the gateway"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(finance, unknown, typed, sentence):
    refund, page = decide(finance, unknown, **typed)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert row_of(page, refund).form["reference"].value() == typed.get("reference", None)
    assert Refund.objects.get().status == "unknown"


def test_what_was_typed_of_a_refund_that_is_by_hand_by_now_is_still_shown(shop, finance, declined):
    refund = needed(declined)[0]
    own(refund, shop.finance)
    typed = {"reference": "re_77", "note": "Seen", "found": "1"}

    page = finance.post(f"{DESK}{refund.pk}/decide/", typed)

    assert page.status_code == 422
    assert isinstance(row_of(page, refund).form, MadeForm)
    assert page.context["desk"].unplaced["reference"].value() == "re_77"
    assert "Not saved" in page.content.decode()
