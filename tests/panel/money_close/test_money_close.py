"""The page of the money close: what the books say, to whom, and when they cannot be compared."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from payments.models import Refund
from tests.cancellations.orders import register, run
from tests.factories import SalesChannelFactory, UserFactory
from tests.panel.order_detail.pages import text_of as page_text

pytestmark = pytest.mark.django_db
URL = reverse("omnitron:money-close")


@pytest.fixture
def paid(shop, gateway):
    """A refund of 30.00 that both books have today."""
    order = shop.place("30.00", "20.00", first_name="Inês", last_name="Prado")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.first())))
    return Refund.objects.get(plan_link__plan=plan)


def today(**values):
    return {"gateway": "sandbox", "day": timezone.now().date().isoformat()} | values


def test_books_that_agree_are_said_to_agree_with_their_sums(finance, paid):
    text = page_text(finance.get(URL, today()))
    assert "The books agree" in text
    assert "EUR €30.00 €30.00 –" in text


def test_a_difference_leads_to_its_order(finance, paid, gateway):
    gateway.post(f"/refunds/{paid.gateway_reference}/reverse")

    answer = finance.get(URL, today())

    assert f'href="{reverse("omnitron:order-detail", args=[paid.order.number])}"' in answer.text
    assert "Only ours We count it as paid back, the gateway does not." in page_text(answer)
    assert f"{paid.gateway_reference} €30.00 –" in page_text(answer)
    plan = paid.plan_link.plan_id
    assert f"Ours: Succeeded, Plan {plan} ." in page_text(answer)
    assert f'/#plan-{plan}"' in answer.text


def test_what_somebody_made_at_the_gateway_leads_to_the_order_of_its_payment(
    finance, paid, gateway
):
    payment = paid.transaction.gateway_reference
    gateway.post("/panel/refunds", payment=payment, amount="5.00", currency="EUR")

    text = page_text(finance.get(URL, today()))

    assert "EUR €30.00 €35.00 −€5.00" in text
    assert f"{paid.order.number} Inês Prado Only theirs" in text


def test_books_that_have_a_refund_on_different_days_do_not_agree(
    finance, shop, gateway, time_machine
):
    now = timezone.now()
    order = shop.place("30.00")
    register(gateway, order)
    time_machine.move_to(now - timedelta(days=1))
    run(shop.plan(order, shop.wish(order.items.get())))
    time_machine.move_to(now)

    text = page_text(finance.get(URL, today()))

    assert "EUR €0.00 €30.00 −€30.00" in text
    assert "Only the sums differ" in text
    assert "The books agree" not in text


def test_the_books_of_other_channels_stay_closed(client, paid, gateway):
    stranger = UserFactory(role="Finance", channels=[SalesChannelFactory()])
    client.force_login(stranger)
    gateway.post(f"/refunds/{paid.gateway_reference}/reverse")

    text = page_text(client.get(URL, today()))

    assert "Neither book has a refund on this day." in text
    assert "The books agree" not in text
    assert "30.00" not in text
    assert paid.order.number not in text


def test_without_a_question_it_is_yesterday_of_the_first_gateway(finance, paid):
    answer = finance.get(URL)
    assert answer.context["money"].day == timezone.now().date() - timedelta(days=1)
    assert answer.context["money"].gateway == "internal"


def test_a_gateway_out_of_reach_is_said_and_the_form_stays(finance, paid, gateway):
    gateway.kill()

    answer = finance.get(URL, today())

    assert "The gateway’s book cannot be read now, so nothing is compared." in page_text(answer)
    assert 'value="sandbox" selected' in answer.text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"day": "31.02.2026"}, "Enter a valid date."),
        ({"day": ""}, "Say which day."),
        ({"day": "2999-01-01"}, "That day is yet to come. Choose today or an earlier one."),
        ({"day": "0001-01-01"}, "No gateway kept a book that early. Choose a later day."),
        ({"gateway": "stripes"}, "stripes is not one of the available choices"),
    ],
)
def test_nonsense_is_refused_in_words(finance, gateway, asked, sentence):
    answer = finance.get(URL, today(**asked))
    assert answer.status_code == 422
    assert sentence in page_text(answer)
    assert "The books agree" not in answer.text


def test_as_many_queries_with_many_differences(finance, shop, gateway, django_assert_num_queries):
    for count in (1, 9):
        for _refund in range(count):
            order = shop.place("30.00")
            register(gateway, order)
            plan = run(shop.plan(order, shop.wish(order.items.get())))
            refund = Refund.objects.get(plan_link__plan=plan)
            gateway.post(f"/refunds/{refund.gateway_reference}/reverse")
        finance.get(URL, today())
        with django_assert_num_queries(8):
            finance.get(URL, today())
