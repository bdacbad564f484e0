"""What the cells of a row say, in every way that people write it."""

from datetime import date

import pytest

from orders.states import Status
from orders.status_names import names_of_status
from tests.bulk_updates.uploads import changes, check, only_row, refused
from tests.factories import OrderItemFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "word", ["500", "Shipped", "SHIPPED", "shipped", "Kargoya verildi", " Shipped "]
)
def test_a_status_is_given_by_code_name_or_caption(word):
    item = OrderItemFactory(status=Status.APPROVED)

    assert changes(item, status=word) == {"status": [400, 500]}


def test_a_status_of_two_words_is_given_with_an_underscore_or_a_space():
    item = OrderItemFactory(status=Status.SHIPPED)

    assert changes(item, status="ready_for_pickup") == {"status": [500, 520]}


def test_no_two_statuses_share_a_name_in_any_language():
    names = {}
    for status in Status:
        for name in names_of_status(status):
            assert names.setdefault(name.casefold(), status) == status


@pytest.mark.parametrize("word", ["jadlog", "JADLOG", "Jadlog Express", "jadlog express"])
def test_a_company_is_given_by_code_or_name(word):
    company = ShippingCompanyFactory(code="jadlog", name="Jadlog Express")

    assert changes(OrderItemFactory(), shipping_company=word) == {
        "shipping_company": [None, company.pk]
    }


def test_a_code_is_one_companys_whatever_others_are_named():
    ShippingCompanyFactory(code="one", name="two")
    second = ShippingCompanyFactory(code="two", name="Other")

    assert changes(OrderItemFactory(), shipping_company="two") == {
        "shipping_company": [None, second.pk]
    }


@pytest.mark.parametrize("word", ["2017-11-30", "30.11.2017"])
def test_a_date_is_iso_or_with_points(word):
    assert changes(OrderItemFactory(), invoice_date=word) == {"invoice_date": [None, "2017-11-30"]}


def test_clear_empties_each_column_that_can_be_empty():
    item = OrderItemFactory(
        shipping_company=ShippingCompanyFactory(),
        tracking_number="JD1",
        invoice_number="A1",
        invoice_date=date(2017, 11, 30),
        e_archive_url="https://example.com/1",
    )
    columns = (
        "shipping_company",
        "tracking_number",
        "invoice_number",
        "invoice_date",
        "e_archive_url",
    )

    assert changes(item, **dict.fromkeys(columns, "[Clear]")) == {
        "shipping_company": [item.shipping_company_id, None],
        "tracking_number": ["JD1", ""],
        "invoice_number": ["A1", ""],
        "invoice_date": ["2017-11-30", None],
        "e_archive_url": ["https://example.com/1", ""],
    }


def test_a_status_cannot_be_emptied():
    assert refused(check(OrderItemFactory(), status="[clear]")) == (
        "cannot_be_emptied",
        "status",
    )


def test_a_blank_cell_leaves_what_is_there():
    item = OrderItemFactory(status=Status.APPROVED, tracking_number="JD1")

    update = check(item, status="", tracking_number="")

    assert only_row(update).outcome == "unchanged"


def test_what_is_there_already_is_unchanged():
    company = ShippingCompanyFactory(code="ptt", is_active=False)
    item = OrderItemFactory(
        status=Status.CANCELED,
        shipping_company=company,
        tracking_number="JD1",
        invoice_date=date(2017, 11, 30),
    )

    update = check(
        item,
        status="Canceled",
        shipping_company="ptt",
        tracking_number="JD1",
        invoice_date="30.11.2017",
    )

    assert only_row(update).outcome == "unchanged"


def test_an_apostrophe_that_disarms_a_formula_is_taken_off():
    assert changes(OrderItemFactory(), tracking_number="'+55JD") == {
        "tracking_number": ["", "+55JD"]
    }
