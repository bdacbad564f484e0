"""Who asked for an export hears once how it ended, with the figures of the receipt."""

from decimal import Decimal

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.urls import reverse

from exports.access import token_of
from exports.jobs.mailing import mail_requester, message
from exports.jobs.sweeping import sweep
from exports.models import Export
from tests.concurrency import in_threads
from tests.exports.shop import run
from tests.factories import SalesChannelFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export(shop):
    yen = SalesChannelFactory(currency="JPY")
    shop.give(yen)
    orders = [
        shop.order(amount=Decimal("1249.90"), items=1),
        shop.order(amount=1800, channel=yen, items=1),
    ]
    return shop.export(*orders, kind="orders")


def lines_of(mail, kind="plain"):
    body = mail.get_body([kind]).get_content()
    return [line for line in body.splitlines() if line.strip()]


def test_the_mail_has_the_link_and_the_figures_of_the_receipt(shop, export, mail_server):
    mail_requester(export.pk)

    (mail,) = mail_server.mails
    link = "https://omnitron.example" + reverse("export-link", args=[token_of(export.pk)])
    assert mail["To"] == shop.user.email
    assert mail["Subject"] == f"Export {export.pk} is ready: Orders, 2 rows"
    lines = lines_of(mail)
    assert lines[0].endswith("Once you are signed in, this link begins the download:")
    assert lines[1] == link
    assert lines[2:5] == ["Rows: 2", "Sum: R$1,249.90", "Sum: ¥1,800"]
    assert lines[5].startswith("As of: ")
    assert lines[6] == f"SHA-256: {export.sha256}"
    assert lines[7].startswith("Kept until: ")
    assert f'<a href="{link}">' in "".join(lines_of(mail, "html"))


def test_the_mail_names_what_the_file_is_without(shop, mail_server):
    stays, moved = shop.order(items=1), shop.order(items=1)
    export = shop.ask(selection=shop.tick(stays, moved, query="status=400"))
    moved.status = 500
    moved.save()
    run(export)

    mail_requester(export.pk)

    lines = lines_of(mail_server.mails[0])
    place = lines.index("Chosen orders that are not in it: 1")
    assert lines[place + 1] == f"- {moved.number}"
    assert moved.number in "".join(lines_of(mail_server.mails[0], "html"))


def test_who_gets_no_file_hears_why(shop, export, mail_server):
    failed = shop.ask(shop.order(items=1))
    shop.user.groups.clear()
    run(failed)

    mail_requester(failed.pk)

    (mail,) = mail_server.mails
    assert mail["Subject"] == f"Export {failed.pk} failed: Order items"
    assert "You may no longer export orders." in lines_of(mail)


def test_the_mail_is_in_the_language_of_its_reader(shop, export):
    shop.user.language = "tr"
    shop.user.save()

    mail = message(Export.objects.get(pk=export.pk))

    assert isinstance(mail, EmailMultiAlternatives)
    assert "Satır sayısı: 2" in mail.body
    assert "hazır" in mail.subject


def test_a_person_hears_once(export, mail_server):
    for _time in range(2):
        mail_requester(export.pk)

    assert len(mail_server.mails) == 1
    assert sweep().to_mail == []


def test_of_many_workers_one_writes(export, mail_server):
    in_threads(*[lambda: mail_requester(export.pk)] * 5)

    assert len(mail_server.mails) == 1


def test_while_the_mail_server_answers_nobody_else_writes(export, mail_server):
    def write_again():
        mail_server.meanwhile = lambda: None
        mail_requester(export.pk)
        connection.close()

    mail_server.meanwhile = write_again
    mail_requester(export.pk)

    assert len(mail_server.mails) == 1


def test_who_has_no_address_is_nobody_to_write_to(shop, export, mail_server):
    shop.user.email = ""
    shop.user.save()

    assert sweep().to_mail == []
    mail_requester(export.pk)
    assert mail_server.mails == []


def test_of_what_was_canceled_or_is_not_finished_nobody_is_told(shop, mail_server):
    export = shop.ask(shop.order(items=1))
    mail_requester(export.pk)
    Export.objects.filter(pk=export.pk).update(status="canceled")
    mail_requester(export.pk)

    assert mail_server.mails == []


def test_without_a_mail_server_nothing_waits(export, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert sweep().to_mail == []
