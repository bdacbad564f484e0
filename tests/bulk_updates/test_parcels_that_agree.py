"""The lines of a seller's file that ship one package: what one of them says counts for all."""

import pytest

from orders.states import Status
from tests.bulk_updates.parcels import applied, items_of, read, row, told
from tests.bulk_updates.uploads import outcomes
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _companies(db):
    ShippingCompanyFactory(code="jadlog", name="Jadlog Express")
    ShippingCompanyFactory(code="total", name="Total Express")


GOOD = ("change", "", "")


def test_a_blank_line_takes_what_another_line_of_its_package_says(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING, Status.APPROVED)
    first, second, third = items_of(package)

    update = read(
        staff,
        row(first, company="", tracking=""),
        row(second),
        row(third, company="Jadlog Express", tracking=""),
    )

    assert outcomes(update) == {2: GOOD, 3: GOOD, 4: GOOD}
    assert [entry.changes["tracking_number"] for entry in update.rows.order_by("line")] == [
        ["", "JD1"]
    ] * 3
    applied(staff, update)
    shipped = fresh(package)
    assert (shipped.status, shipped.tracking_number) == ("shipped", "JD1")
    companies = package.items.values_list("shipping_company__code", flat=True)
    assert set(companies) == {"jadlog"}


def test_what_is_typed_comes_before_what_an_item_had(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    package.items.filter(line_number=2).update(tracking_number="OLD")
    first, second = items_of(package)

    update = read(staff, row(first), row(second, tracking=""))

    assert update.rows.get(line=3).changes["tracking_number"] == ["OLD", "JD1"]


def test_nothing_is_taken_from_another_package_or_by_a_line_that_ships_nothing(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.SHIPPED)
    left = items_of(package)[1]
    other = package_of(seller, Status.PREPARING, order=package.order)

    update = read(
        staff,
        row(items_of(package)[0]),
        row(left, "", "", ""),
        row(items_of(other)[0], tracking=""),
    )

    assert outcomes(update) == {
        2: GOOD,
        3: ("unchanged", "", ""),
        4: ("refused", "tracking_needed", "tracking_number"),
    }


def test_two_numbers_for_one_package_are_refused(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 3)
    first, second, third = items_of(package)
    good = package_of(seller, Status.PREPARING)

    update = read(
        staff,
        row(first),
        row(second, tracking="JD2"),
        row(third, tracking=""),
        row(items_of(good)[0], tracking="JD3"),
    )

    two = ("refused", "two_numbers", "tracking_number")
    assert outcomes(update) == {2: two, 3: two, 4: two, 5: GOOD}
    assert told(update, 4) == (
        f"The lines of package {package.number} name two tracking numbers: JD1 and JD2."
        " Write one of them, or make a package of its own for what leaves apart."
    )


def test_another_seller_s_package_shares_nothing_and_is_named_nowhere(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    stranger = package_of(SellerFactory(), *[Status.PREPARING] * 2, order=package.order)
    unknown = ("refused", "unknown_item", "order_item_id")

    update = read(
        staff,
        *[row(item) for item in items_of(package)],
        *[
            row(item, tracking=number)
            for item, number in zip(items_of(stranger), "AB", strict=True)
        ],
    )

    assert outcomes(update) == {2: GOOD, 3: GOOD, 4: unknown, 5: unknown}
    assert [entry.reason_values for entry in update.rows.all()] == [None] * 4


def test_two_companies_for_one_package_are_refused_by_whatever_name(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    first, second = items_of(package)
    good = package_of(seller, *[Status.PREPARING] * 2)

    update = read(
        staff,
        row(first, company="Jadlog express"),
        row(second, company="TOTAL"),
        *[
            row(item, company=name)
            for item, name in zip(items_of(good), ("JADLOG", "jadlog express"), strict=True)
        ],
    )

    two = ("refused", "two_companies", "shipping_company")
    assert outcomes(update) == {2: two, 3: two, 4: GOOD, 5: GOOD}
    assert told(update, 2) == (
        f"The lines of package {package.number} name two shipping companies: jadlog and total."
        " Write one of them, or make a package of its own for what leaves apart."
    )


def test_the_words_of_status_may_be_of_any_language(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    first, second = items_of(package)
    update = read(
        staff, row(first, status="500"), row(second, tracking="", status="KARGOYA VERİLDİ")
    )
    assert outcomes(update)[2] == outcomes(update)[3] == GOOD
