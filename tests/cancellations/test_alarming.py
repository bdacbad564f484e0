"""Finance hears of a refund that its gateway took back."""

import pytest

from cancellations.jobs.alarming import mail_finance
from cancellations.jobs.noticing import handle_notice
from payments.models import GatewayNotice, Refund
from tests.cancellations.notices import tell
from tests.cancellations.orders import register, run
from tests.factories import SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reversed_refund(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    refund = Refund.objects.get(plan_link__plan=plan)
    tell(refund, status="reversed", failure_text="Account closed")
    assert handle_notice(GatewayNotice.objects.get().pk) == refund.pk
    return refund


def test_finance_of_the_channel_gets_a_mail(shop, reversed_refund, mail_server):
    UserFactory(role="Finance", channels=[SalesChannelFactory()])

    mail_finance(reversed_refund.pk)

    (mail,) = mail_server.mails
    number = reversed_refund.order.number
    assert (mail["To"], mail["Subject"]) == (
        shop.finance.email,
        f"A refund of order {number} was taken back",
    )
    text = mail.get_content()
    assert f"a refund of €30.00 for order {number} that had succeeded" in text
    assert "Account closed" in text


def test_a_refund_that_stands_is_nothing_to_write_about(shop, gateway, mail_server):
    order = shop.place("30.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.get())))

    mail_finance(Refund.objects.get(plan_link__plan=plan).pk)

    assert mail_server.mails == []
