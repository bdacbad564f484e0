"""Finance hears of a refund that its gateway took back: once for each cause, and for certain."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs.alarming import mail_finance
from cancellations.jobs.mailing import WORTH_TELLING
from cancellations.jobs.sweeping import sweep
from payments.models import Refund, RefundAlarm
from tests.cancellations.notices import handle_all, tell
from tests.cancellations.orders import register, run
from tests.concurrency import in_threads
from tests.factories import SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    return order


@pytest.fixture
def reversed_refund(shop, order):
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    refund = Refund.objects.get(plan_link__plan=plan)
    tell(refund, status="reversed", failure_text="Account closed")
    assert handle_all() == 0
    return refund


@pytest.fixture
def alarm(reversed_refund):
    return RefundAlarm.objects.get(refund=reversed_refund)


def text_of(mail):
    return " ".join(mail.get_content().split())


def test_finance_of_the_channel_gets_a_mail(shop, order, alarm, mail_server):
    UserFactory(role="Finance", channels=[SalesChannelFactory()])
    assert sweep().alarms == [alarm.pk]

    mail_finance(alarm.pk)

    (mail,) = mail_server.mails
    subject = f"A refund of order {order.number} was taken back"
    assert (mail["To"], mail["Subject"]) == (shop.finance.email, subject)
    assert f"a refund of €30.00 for order {order.number} that had succeeded" in text_of(mail)
    assert "Account closed" in text_of(mail)
    assert sweep().alarms == []


def test_a_refund_that_stands_is_nothing_to_write_about(shop, order, mail_server):
    run(shop.plan(order, shop.wish(order.items.get())))

    assert sweep().alarms == []


def test_told_twice_it_is_one_alarm_and_one_mail(reversed_refund, alarm, mail_server):
    tell(reversed_refund, status="reversed", event_id="again")
    handle_all()

    for _time in range(2):
        mail_finance(alarm.pk)

    assert RefundAlarm.objects.count() == 1
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_writes(alarm, mail_server):
    in_threads(*[lambda: mail_finance(alarm.pk)] * 5)

    assert len(mail_server.mails) == 1


def test_a_mail_server_that_is_away_is_tried_again_later(alarm, mail_server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(ConnectionRefusedError):
        mail_finance(alarm.pk)
    assert sweep().alarms == []
    settings.EMAIL_PORT = port
    long_ago = timezone.now() - timedelta(minutes=11)
    RefundAlarm.objects.update(claimed_at=long_ago)

    assert sweep().alarms == [alarm.pk]
    mail_finance(alarm.pk)

    assert len(mail_server.mails) == 1


def test_an_address_that_is_refused_keeps_no_other_from_hearing(shop, alarm, mail_server):
    other = UserFactory(role="Finance", channels=[shop.channel])
    answers = iter(["550 No such address", ""])
    mail_server.meanwhile = lambda: setattr(mail_server, "refusing", next(answers))

    mail_finance(alarm.pk)

    assert [mail["To"] for mail in mail_server.mails] == [other.email]
    assert sweep().alarms == []


def test_where_nobody_is_finance_it_waits_for_somebody(shop, alarm, mail_server):
    shop.finance.groups.clear()
    mail_finance(alarm.pk)

    alarm.refresh_from_db()
    assert alarm.mailed_at is None


def test_without_a_mail_server_and_after_days_nobody_is_told(alarm, mail_server, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert sweep().alarms == []
    settings.EMAIL_BACKEND = backend
    RefundAlarm.objects.update(raised_at=timezone.now() - WORTH_TELLING)

    assert sweep().alarms == []


@pytest.mark.parametrize("heard_of", [("succeeded", "reversed"), ("reversed",)])
def test_what_was_made_at_the_gateway_and_taken_back_has_its_own_words(
    order, mail_server, heard_of
):
    payment = order.transactions.get().gateway_reference
    for status in heard_of:
        tell(id="re_panel", payment=payment, amount="12.00", status=status)
        assert handle_all() == 0

    mail_finance(RefundAlarm.objects.get().pk)

    (mail,) = mail_server.mails
    assert mail["Subject"] == (
        f"A refund that was made at the gateway for order {order.number} was taken back"
    )
    assert "€12.00" in text_of(mail)
    assert "Its number at the gateway is re_panel." in text_of(mail)
    assert "No plan was opened again" in text_of(mail)
    assert order.events.filter(kind="external_reversed").count() == 1
    assert not order.events.filter(kind="refund_reversed").exists()
