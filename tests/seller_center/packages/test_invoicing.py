"""The invoice on the page of a package: given, refused, and given by two people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders.models import Package
from tests.orders.packages.parcels import staff_of
from tests.seller_center.packages.pages import (
    is_untouched,
    messages_of,
    on_one_line,
    opened,
    opened_in,
    send,
    text_of,
    url_of,
)

pytestmark = pytest.mark.django_db


TODAY = timezone.localdate()


def test_an_invoice_that_was_typed_stays_though_the_package_was_canceled(client, packer, package):
    seen = opened(client, package, "invoice/")
    Package.objects.filter(pk=package.pk).update(status="canceled")

    response = send(
        client,
        package,
        "invoice/",
        opened=seen,
        invoice_number="CA-1",
        invoice_date=TODAY.isoformat(),
        e_archive_url="https://e-arsiv.example.com/1",
    )

    assert response.status_code == 422
    sentence = f"Package {package.number} is Canceled: Give Invoice is not possible."
    typed = f"You typed: CA-1, {TODAY.isoformat()}, https://e-arsiv.example.com/1."
    assert f"{sentence} {typed}" in on_one_line(response)
    assert package.items.get().invoice_number == ""


def test_what_cannot_be_read_stays_too_once_its_form_is_gone(client, packer, ready):
    seen = opened(client, ready, "invoice/")
    Package.objects.filter(pk=ready.pk).update(status="canceled")

    values = {"invoice_number": "CA-1", "invoice_date": "tomorrow", "e_archive_url": ""}
    response = send(client, ready, "invoice/", opened=seen, **values)

    sentence = f"Package {ready.number} is Canceled: Give Invoice is not possible."
    assert f"{sentence} You typed: CA-1, tomorrow." in on_one_line(response)


def test_two_invoices_are_shown_side_by_side_and_one_is_chosen(client, packer, seller, package):
    seen = opened(client, package, "invoice/")
    client.force_login(staff_of(seller, first_name="Ana", last_name="Lima", username="ana"))
    typed = {"invoice_date": TODAY.isoformat(), "e_archive_url": ""}
    send(client, package, "invoice/", invoice_number="THEIRS-1", **typed)
    client.force_login(packer)

    asked = send(client, package, "invoice/", opened=seen, invoice_number="MINE-1", **typed)

    assert asked.status_code == 422
    words = on_one_line(asked)
    assert "Ana Lima (ana) changed this while you were editing it: Number." in words
    for heading in ("Yours", "Theirs", "When you opened it"):
        assert heading in words
    assert "MINE-1" in words
    assert "THEIRS-1" in words
    assert package.items.get().invoice_number == "THEIRS-1"

    again = {**typed, "opened": opened_in(asked, "invoice"), "invoice_number": "MINE-1"}
    send(client, package, "invoice/", **again, **{"choose-invoice_number": "theirs"})
    assert package.items.get().invoice_number == "THEIRS-1"
    send(client, package, "invoice/", **again, **{"choose-invoice_number": "mine"})
    assert package.items.get().invoice_number == "MINE-1"


def test_the_goods_get_their_invoice(client, packer, package):
    response = send(
        client,
        package,
        "invoice/",
        invoice_number="CA2017-40177",
        invoice_date=TODAY.isoformat(),
        e_archive_url="https://e-arsiv.example.com/40177",
    )

    assert messages_of(response) == [f"Package {package.number} has invoice CA2017-40177."]
    item = package.items.get()
    assert (item.invoice_number, item.invoice_date) == ("CA2017-40177", TODAY)
    page = text_of(response)
    assert '<a href="https://e-arsiv.example.com/40177"' in page
    assert 'value="CA2017-40177"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"invoice_number": " "}, "Type the number of the invoice."),
        ({"invoice_date": ""}, "Give the date of the invoice."),
        ({"invoice_date": "31.02.2026"}, "Enter a valid date."),
        ({"invoice_date": (TODAY + timedelta(days=1)).isoformat()}, "is in the future: today is"),
        ({"e_archive_url": "ftp://x"}, "“ftp://x” is no web address: it begins with https://."),
        (
            {"invoice_number": "N" * 129},
            "The invoice number has more than 128 characters: look at it again.",
        ),
    ],
)
def test_what_is_wrong_with_an_invoice_is_said(client, packer, package, typed, sentence):
    right = {
        "invoice_number": "CA2017-40177",
        "invoice_date": TODAY.isoformat(),
        "e_archive_url": "https://e-arsiv.example.com/40177",
    }
    values = right | typed

    response = send(client, package, "invoice/", **values)

    assert response.status_code == 422
    page = text_of(response)
    assert page.count(sentence) == 1
    for name, value in values.items():
        if value.strip() and (name != "invoice_date" or name not in typed):
            assert f'value="{value}"' in page
    assert package.items.get().invoice_number == ""
    assert is_untouched(package)


def test_an_invoice_that_was_given_by_import_is_no_script(client, packer, package):
    package.items.update(invoice_number="1", e_archive_url="javascript:alert(1)")

    assert 'href="javascript' not in text_of(client.get(url_of(package)))
