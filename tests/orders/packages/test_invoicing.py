"""The invoice of a package's goods."""

from datetime import date

import pytest
import time_machine

from omnitron.core.errors import Refusal
from omnitron.core.merging import BothChanged, Clash
from orders.models import OrderEvent
from orders.services.packages.invoicing import NO_INVOICE, give_invoice, invoice_of
from orders.states import Status
from tests.orders.packages.parcels import package_of, staff_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23T12:00Z", tick=False):
        yield


@pytest.fixture
def package(seller):
    return package_of(seller, Status.SHIPPED, Status.SHIPPED, Status.CANCELED)


URL = "https://e-archive.example/1"


def give(packer, package, number="A-1", day=TODAY, url=URL, opened=None):
    """Type an invoice on a page that showed another one, or the present one."""
    return give_invoice(
        actor=packer,
        number=package.number,
        opened=opened or invoice_of(package.items.order_by("line_number")),
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


def test_an_invoice_that_somebody_else_has_given_meanwhile_is_not_overwritten(
    packer, package, seller
):
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    give(ana, package, "A-1")

    with pytest.raises(BothChanged) as conflict:
        give(packer, package, "B-2", opened=NO_INVOICE)

    assert conflict.value.clashes == [Clash("invoice_number", "", "B-2", "A-1")]
    assert conflict.value.who == "Ana Lima (ana)"
    assert package.items.filter(invoice_number="A-1").count() == 2


def test_what_two_people_changed_of_it_is_brought_together(packer, package):
    give(packer, package, "A-1", url="")
    opened = invoice_of(package.items.all())
    give(packer, package, "A-1", url=URL)

    give(packer, package, "A-2", url="", opened=opened)

    assert package.items.filter(invoice_number="A-2", e_archive_url=URL).count() == 2


def test_what_has_none_yet_gets_the_invoice_of_the_others(packer, package):
    give(packer, package)
    package.items.filter(pk=package.items.first().pk).update(invoice_number="", invoice_date=None)

    give(packer, package)

    assert package.items.filter(invoice_number="A-1", invoice_date=TODAY).count() == 2
