"""The invoice of a package's goods."""

from datetime import date

import pytest
import time_machine

from omnitron.core.errors import Refusal
from orders.models import OrderEvent
from orders.services.packages.invoicing import give_invoice
from orders.states import Status
from tests.orders.packages.parcels import package_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23T12:00Z", tick=False):
        yield


@pytest.fixture
def package(seller):
    return package_of(seller, Status.SHIPPED, Status.SHIPPED, Status.CANCELED)


def give(packer, package, number="A-1", day=TODAY, url="https://e-archive.example/1"):
    return give_invoice(
        actor=packer,
        number=package.number,
        invoice_number=number,
        invoice_date=day,
        e_archive_url=url,
    )


def test_the_goods_that_are_sent_get_it_and_the_log_tells_it(packer, package):
    give(packer, package, " A-1 ")

    invoices = package.items.order_by("line_number").values_list(
        "invoice_number", "invoice_date", "e_archive_url"
    )
    given = ("A-1", TODAY, "https://e-archive.example/1")
    assert list(invoices) == [given, given, ("", None, "")]
    kinds = OrderEvent.objects.values_list("kind", "cause")
    assert list(kinds) == [("invoice_changed", f"package:{package.number}")] * 2


def test_the_same_invoice_again_is_no_change(packer, package):
    give(packer, package)
    give(packer, package)
    assert OrderEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"number": " "}, "Type the number of the invoice."),
        (
            {"number": "x" * 129},
            "The invoice number has more than 128 characters: look at it again.",
        ),
        ({"day": None}, "Give the date of the invoice."),
        (
            {"day": date(2026, 11, 24)},
            "The invoice date 24 Nov 2026 is in the future: today is 23 Nov 2026.",
        ),
        (
            {"url": "javascript:alert(1)"},
            "“javascript:alert(1)” is no web address: it begins with https://.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(packer, package, values, sentence):
    with pytest.raises(Refusal) as refusal:
        give(packer, package, **values)
    assert str(refusal.value) == sentence
    assert not package.items.exclude(invoice_number="").exists()


def test_an_invoice_without_an_address_is_enough(packer, package):
    give(packer, package, url="")
    assert package.items.filter(invoice_number="A-1", e_archive_url="").count() == 2
