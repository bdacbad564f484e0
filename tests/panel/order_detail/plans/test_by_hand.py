"""Recording on an order's page that refunds of a plan were made by hand."""

import pytest

from cancellations.states import PlanStatus
from omnitron.panel.order_detail.plans.section import PlansShown
from payments.models import ManualRefund
from tests.factories import UserFactory
from tests.panel.manual_refunds.conftest import declined, unknown
from tests.panel.manual_refunds.pages import MADE, answered, needed, own
from tests.panel.manual_refunds.proofs import upload
from tests.panel.order_detail.pages import text_of, url_of

__all__ = ["declined", "unknown"]


@pytest.fixture
def finance(client, shop):
    """The browser of the shop's finance department."""
    client.force_login(shop.finance)
    return client


def post(finance, plan, *refunds, **values):
    url = f"{url_of(plan.order)}plans/{plan.pk}/made/"
    ticked = values.get("refund", [str(refund.pk) for refund in refunds])
    pressed = {"refund": ticked, "confirmed": answered(*ticked)}
    return finance.post(url, {**MADE, **pressed, **values}, follow=True)


def form_in(response, plan):
    """The form of a plan, as the page shows it."""
    rows = response.context["page"].plans.rows
    return next(row.form for row in rows if row.plan.pk == plan.pk)


def test_each_item_asks_for_its_own_sum(finance, declined):
    text = text_of(finance.get(url_of(declined.order)))

    assert text.count("Manual Refund Required Luminária de mesa Ipê , €30.00") == 1
    assert text.count("Manual Refund Required Luminária de mesa Ipê , €20.00") == 1


def test_what_is_ticked_is_closed_and_the_rest_stays(finance, declined):
    first, second = needed(declined)
    page = post(finance, declined, first)

    declined.refresh_from_db()
    assert declined.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert needed(declined) == [second]
    assert "1 refund has been made." in text_of(page)
    assert page.redirect_chain == [(f"{url_of(declined.order)}#plan-{declined.pk}", 302)]


def test_the_last_one_completes_the_plan_with_its_proof(
    shop, finance, declined, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    refunds = needed(declined)
    # One tick may stand for several.
    all_of_them = " ".join(str(refund.pk) for refund in refunds)
    page = post(finance, declined, refund=[all_of_them], proof=upload())

    declined.refresh_from_db()
    assert declined.status == PlanStatus.COMPLETED
    assert f"5 Jan 2026 , TED 118204-3, {shop.finance} Proof TED 118204-3.pdf" in text_of(page)
    log = text_of(finance.get(url_of(declined.order, "log")))
    assert "sent €30.00 back by hand Proof empty → Yes By phone" in log


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"refund": []}, "Tick what has been refunded."),
        ({"reference": ""}, "Type the reference of the transfer"),
        ({"made_on": "2999-01-01"}, "The date of the transfer is in the future."),
    ],
)
def test_what_is_refused_keeps_all_that_was_typed(finance, declined, values, sentence):
    page = post(finance, declined, needed(declined)[1], **values)

    form = form_in(page, declined)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert form["note"].value() == "By phone"
    ticks = [item.to_send.is_ticked for item in page.context["page"].plans.rows[0].items]
    assert ticks == [False, "refund" not in values]
    assert not ManualRefund.objects.exists()


def test_what_somebody_else_looks_after_is_refused(finance, declined):
    first, _second = needed(declined)
    own(first, UserFactory(first_name="Deniz", last_name="Aydın"))

    page = post(finance, declined, first)

    assert page.status_code == 422
    assert f"looks after refund {first.pk}: it has to be let go" in text_of(page)


def test_what_was_made_meanwhile_is_said_with_what_was_typed(finance, declined):
    refunds = needed(declined)
    post(finance, declined, *refunds, reference="TED 1")

    page = post(finance, declined, *refunds, reference="TED 2")

    assert page.status_code == 422
    assert f"Refund {refunds[0].pk} is not to be made by hand: it is made by hand." in text_of(page)
    assert "TED 2" in text_of(page)


def test_a_refund_of_another_plan_is_not_made_here(finance, declined, unknown):
    page = post(finance, unknown, *needed(declined))

    assert "Tick what has been refunded." in text_of(page)
    assert len(needed(declined)) == 2


def test_operators_read_who_closes_it(operator, shop, declined):
    page = operator.get(url_of(declined.order))

    assert "Manual Refund Required, €30.00" in text_of(page)
    assert f"Finance closes this on the Manual Refunds desk: {shop.finance}" in text_of(page)
    assert f'href="mailto:{shop.finance.email}"' in page.text
    assert "Refund has been made" not in text_of(page)
    assert "/manual-refunds/" not in page.content.decode()
    assert post(operator, declined, *needed(declined)).status_code == 404


def test_operators_read_that_nobody_may_close_it(operator, shop, declined):
    shop.finance.groups.clear()

    page = operator.get(url_of(declined.order))

    assert "nobody makes refunds by hand in this channel yet." in text_of(page)


def test_what_nobody_knows_is_decided_at_the_desk(finance, unknown):
    page = finance.get(url_of(unknown.order))

    (refund,) = unknown.refunds.all()
    link = f"/omnitron/manual-refunds/?tab=unknown&amp;refund={refund.pk}#refund-{refund.pk}"
    assert link in page.content.decode()
    assert "Refund has been made" not in text_of(page)


def test_forms_are_there_for_those_alone_who_may_make_refunds(shop, declined):
    shown = [PlansShown(declined.order, who).rows[0].form for who in (shop.finance, shop.operator)]

    assert [form is not None for form in shown] == [True, False]
