"""The customer hears of a completed plan, once, in text and in HTML."""

import smtplib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from cancellations.jobs.mailing import mail_customer, message
from cancellations.jobs.sweeping import sweep
from cancellations.models import CancellationPlan
from orders.states import Status
from tests.cancellations.orders import register, run
from tests.concurrency import in_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed(shop, gateway):
    order = shop.place("30.00", email="ines@example.com", first_name="Inês", language_code="en-us")
    register(gateway, order)
    order.transactions.update(card_mask="·· 4417")
    return run(shop.plan(order, shop.wish(order.items.get())))


def body(mail, kind):
    return mail.get_body([kind]).get_content()


def test_the_customer_of_a_completed_plan_gets_a_mail(completed, mail_server):
    mail_customer(completed.pk)

    (mail,) = mail_server.mails
    number = completed.order.number
    assert mail["To"] == "ines@example.com"
    assert mail["Subject"] == f"Your refund of €30.00 for order {number}"
    lines = [line for line in body(mail, "plain").splitlines() if line]
    assert lines == [
        "Dear Inês,",
        f"we have canceled the following of order {number}.",
        "- 1 × Luminária de mesa Ipê",
        "€30.00 goes back to you:",
        "- €30.00, Credit card ·· 4417",
        "It can take some days until you see it in your account.",
        completed.order.channel.name,
    ]


def test_the_mail_says_the_same_in_html(completed, mail_server):
    mail_customer(completed.pk)

    html = body(mail_server.mails[0], "html")
    assert "<strong>€30.00 goes back to you:</strong>" in html
    assert "<li>€30.00, Credit card ·· 4417</li>" in html


def test_the_mail_is_in_the_language_of_the_order(completed, mail_server):
    completed.order.language_code = "tr"
    completed.order.save()

    mail_customer(completed.pk)

    assert "Sayın Inês" in body(mail_server.mails[0], "plain")


def test_what_a_customer_is_called_is_no_markup(completed, mail_server):
    completed.order.first_name = "<b>Inês</b>"
    completed.order.save()

    mail_customer(completed.pk)

    assert "&lt;b&gt;Inês&lt;/b&gt;" in body(mail_server.mails[0], "html")
    assert "Dear <b>Inês</b>," in body(mail_server.mails[0], "plain")


def test_a_subject_is_plain_text(completed):
    completed.order.number = "A&B<1>"

    assert message(completed).subject == "Your refund of €30.00 for order A&B<1>"


def test_a_customer_hears_once(completed, mail_server):
    for _time in range(2):
        mail_customer(completed.pk)
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_writes(completed, mail_server):
    in_threads(*[lambda: mail_customer(completed.pk)] * 5)
    assert len(mail_server.mails) == 1


def test_a_mail_server_that_refuses_is_tried_again_later(completed, mail_server):
    mail_server.refusing = "451 Later"
    with pytest.raises(smtplib.SMTPDataError):
        mail_customer(completed.pk)
    assert sweep().to_mail == []
    long_ago = timezone.now() - timedelta(minutes=11)
    CancellationPlan.objects.update(mail_claimed_at=long_ago)
    mail_server.refusing = ""

    assert sweep().to_mail == [completed.pk]
    mail_customer(completed.pk)

    assert len(mail_server.mails) == 1


def test_a_plan_that_has_not_succeeded_is_not_told_of(shop, gateway, mail_server):
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("decline", next=1)
    plan = run(shop.plan(order, shop.wish(order.items.get())))

    mail_customer(plan.pk)

    assert mail_server.mails == []
    assert sweep().to_mail == []


def test_an_order_without_an_address_is_nobody_to_write_to(completed, mail_server):
    completed.order.email = ""
    completed.order.save()

    assert sweep().to_mail == []


def test_a_plan_that_returned_nothing_says_so(shop, mail_server):
    order = shop.place("30.00", pay=[], language_code="en-us")
    plan = run(shop.plan(order, shop.wish(order.items.get())))

    mail_customer(plan.pk)

    assert mail_server.mails[0]["Subject"] == f"Your order {order.number}: canceled"
    assert "Nothing was charged, so nothing goes back." in body(mail_server.mails[0], "plain")


def lines_of(mail_server):
    (mail,) = mail_server.mails
    return [line for line in body(mail, "plain").splitlines() if line]


def test_of_a_refund_without_items_nothing_is_called_canceled(shop, gateway, mail_server):
    order = shop.place("30.00", shipping="4.90", email="ines@example.com", language_code="en-us")
    register(gateway, order)

    mail_customer(run(shop.plan(order, shop.wish(only_shipping=True))).pk)

    assert lines_of(mail_server)[1:3] == [
        f"this is about your order {order.number}.",
        "€4.90 goes back to you:",
    ]


def test_who_paid_and_gets_nothing_back_is_not_told_that_nothing_was_charged(shop, mail_server):
    order = shop.place("30.00", email="ines@example.com", language_code="en-us")
    wish = shop.wish(order.items.get())
    lowered = replace(wish.items[0], amount=Decimal(0), note="As agreed")

    mail_customer(run(shop.plan(order, replace(wish, items=(lowered,)))).pk)

    assert mail_server.mails[0]["Subject"] == f"Your order {order.number}: canceled"
    assert "No money goes back with this." in lines_of(mail_server)
    assert "Nothing was charged" not in body(mail_server.mails[0], "html")


@pytest.mark.parametrize(
    ("plan_type", "status", "word"),
    [("cancel", Status.APPROVED, "canceled"), ("refund", Status.DELIVERED, "returned")],
)
def test_who_gets_nothing_for_a_part_of_an_order_reads_that_the_order_lives_on(
    shop, plan_type, status, word
):
    order = shop.place("30.00", "20.00", pay=[], status=status, language_code="en-us")
    first, second = order.items.all()

    part = run(shop.plan(order, shop.wish(first, plan_type=plan_type)))
    assert message(part).subject == f"Your order {order.number}: a part of it is {word}"
    last = run(shop.plan(order, shop.wish(second, plan_type=plan_type)))

    assert message(last).subject == f"Your order {order.number}: {word}"


def test_a_refund_without_items_that_came_to_nothing_is_no_cancellation(shop):
    order = shop.place("30.00", shipping="4.90", language_code="en-us")
    plan = shop.plan(order, shop.wish(only_shipping=True))

    assert message(plan).subject == f"About your order {order.number}"


@pytest.mark.parametrize(
    ("first_name", "last_name", "greeting"),
    [("", "Araújo", "Dear Araújo,"), ("", "", "Hello,")],
)
def test_who_has_no_first_name_is_greeted_all_the_same(completed, first_name, last_name, greeting):
    completed.order.first_name, completed.order.last_name = first_name, last_name
    mail = message(completed)

    assert mail.body.startswith(greeting)
    assert f"<p>{greeting}</p>" in mail.alternatives[0].content


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_is_opened_while_its_mail_goes_out_is_told_of_again(completed, mail_server):
    def open_again():
        CancellationPlan.objects.update(mail_claimed_at=None)
        connection.close()

    mail_server.meanwhile = open_again
    mail_customer(completed.pk)

    completed.refresh_from_db()
    assert completed.mailed_at is None
