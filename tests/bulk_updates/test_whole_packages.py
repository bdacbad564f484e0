"""A seller's file ships a package whole: its lines share what one says, and none stays behind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.services.uploading import upload
from bulk_updates.telling import Teller
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.models import OrderItem
from orders.services.packages.preparing import mark_ready
from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, outcomes, worked_on
from tests.factories import (
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of

pytestmark = pytest.mark.django_db

HEADER = ("order_number", "order_item_id", "status", "shipping_company", "tracking_number")


@pytest.fixture
def seller(db):
    return SellerFactory()


@pytest.fixture
def staff(seller):
    return staff_of(seller)


@pytest.fixture(autouse=True)
def _companies(db):
    ShippingCompanyFactory(code="jadlog", name="Jadlog Express")
    ShippingCompanyFactory(code="total", name="Total Express")


def read(actor, *rows, panel=SELLER_CENTER):
    file = SimpleUploadedFile("tracking.csv", csv_of(*rows, header=HEADER))
    return worked_on(upload(actor=actor, file=file, panel=panel))


def applied(actor, update, **options):
    apply_bulk_update(actor=actor, pk=update.pk, panel=update.panel, **options)
    return worked_on(update)


def row(item, company="jadlog", tracking="JD1", status="Shipped"):
    return (item.order.number, item.pk, status, company, tracking)


def items_of(package):
    return list(package.items.select_related("order").order_by("line_number"))


def told(update, line):
    return str(Teller().tell([update.rows.get(line=line)])[0])


GOOD = ("change", "", "")
BEHIND = ("refused", "package_not_whole", "status")


def test_a_blank_line_takes_what_another_line_of_its_package_says(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING, Status.APPROVED)
    first, second, third = items_of(package)

    update = read(staff, row(first, "", ""), row(second), row(third, "Jadlog Express", ""))

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
        row(left, "", "", status=""),
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
        row(first, "Jadlog express"),
        row(second, "TOTAL"),
        *[
            row(item, name)
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


def test_a_part_of_a_package_does_not_leave(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2, Status.APPROVED)
    package.items.filter(line_number=2).update(sku="MUG-2")
    package.items.filter(line_number=3).update(sku="", name="Tea")
    whole = package_of(seller, Status.PREPARING)

    update = read(staff, row(items_of(package)[0]), row(items_of(whole)[0], tracking="JD2"))

    assert outcomes(update) == {2: BEHIND, 3: GOOD}
    assert (update.change_count, update.refused_count) == (1, 1)
    assert update.refusals == {"package_not_whole": 1}
    assert update.rows.get(line=2).changes is None
    assert told(update, 2) == (
        f"Package {package.number} leaves whole: the file does not ship SKU MUG-2, Tea, or that"
        " line is refused. Add or correct it, or make a package of its own for what leaves later."
    )


def test_of_many_that_stay_behind_three_are_named(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 5)
    for item in items_of(package):
        package.items.filter(pk=item.pk).update(sku=f"S{item.line_number}")

    update = read(staff, row(items_of(package)[0]))

    assert update.rows.get(line=2).reason_values == {
        "package": package.number,
        "sku": "S2, S3, S4, …",
    }


def test_the_mistake_of_one_line_holds_its_package_back(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 3)
    first, second, third = items_of(package)

    update = read(staff, row(first), row(second, "nobody"), row(third, status="Preparing"))

    assert outcomes(update) == {
        2: ("refused", "two_companies", "shipping_company"),
        3: ("refused", "two_companies", "shipping_company"),
        4: GOOD,
    }
    update = read(staff, row(first), row(second), ("OTHER", third.pk, "Shipped", "", ""))
    assert outcomes(update) == {
        2: BEHIND,
        3: BEHIND,
        4: ("refused", "item_of_other_order", "order_item_id"),
    }


@pytest.mark.parametrize(
    "beside",
    [
        Status.CANCELED,
        Status.CANCELLATION_WAITING,
        Status.PAYMENT_WAITING,
        Status.SHIPPED,
        Status.DELIVERED,
        Status.REFUNDED,
    ],
)
def test_what_does_not_wait_to_leave_needs_no_line(staff, seller, beside):
    package = package_of(seller, Status.PREPARING)
    before = (
        {"status_before_cancellation": Status.PREPARING}
        if beside == Status.CANCELLATION_WAITING
        else {}
    )
    (item,) = items_of(package)
    OrderItemFactory(order=package.order, package=package, status=beside, **before)

    assert outcomes(read(staff, row(item))) == {2: GOOD}


def test_what_came_back_is_sent_again_whole(staff, seller):
    package = package_of(seller, *[Status.ATTEMPTED_DELIVERY] * 2)
    first, second = items_of(package)

    assert outcomes(read(staff, row(first))) == {2: BEHIND}
    assert outcomes(read(staff, row(first), row(second))) == {2: GOOD, 3: GOOD}


def test_what_came_back_does_not_hold_up_what_leaves_for_the_first_time(staff, seller):
    package = package_of(seller, Status.ATTEMPTED_DELIVERY, Status.PREPARING)
    assert outcomes(read(staff, row(items_of(package)[1]))) == {2: GOOD}


def test_a_file_that_ships_nothing_may_name_some_lines(staff, seller):
    package = package_of(seller, *[Status.APPROVED] * 2)
    update = read(staff, row(items_of(package)[0], "", "", status="Preparing"))
    assert outcomes(update) == {2: GOOD}


@pytest.mark.parametrize("has_left", [True, False])
def test_what_is_left_of_a_package_takes_no_step_back(staff, seller, has_left):
    beside = Status.SHIPPED if has_left else Status.CANCELED
    package = package_of(seller, Status.PREPARING, beside)
    # Of the same order, but in another package.
    package_of(seller, Status.SHIPPED, order=package.order)

    update = read(staff, row(items_of(package)[0], "", "", status="Approved"))

    assert outcomes(update) == {2: ("refused", "part_left", "status") if has_left else GOOD}
    if has_left:
        assert told(update, 2) == (
            "A part of the package has left: the item takes no step back."
            " Ship what is left of it, or leave its status blank."
        )


def test_a_part_that_leaves_meanwhile_keeps_the_rest_from_a_step_back(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    first, second = items_of(package)
    update = read(staff, row(first, "", "", status="Approved"))
    package.items.filter(pk=second.pk).update(status=Status.SHIPPED)

    applied(staff, update)

    assert outcomes(update) == {2: ("turned_bad", "part_left", "status")}


def test_an_operator_ships_parts_of_packages_and_blank_stays_blank(seller):
    package = package_of(seller, *[Status.PREPARING] * 3)
    first, second, _third = items_of(package)
    operator = UserFactory(role="Operator", channels=[package.order.channel])

    update = read(operator, row(first), row(second, "total", ""), panel=OMNITRON)

    assert outcomes(update) == {2: GOOD, 3: GOOD}
    assert "tracking_number" not in update.rows.get(line=3).changes
    applied(operator, update)
    assert statuses_of(package) == [Status.SHIPPED, Status.SHIPPED, Status.PREPARING]


def test_what_somebody_changed_meanwhile_keeps_its_package_back(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    whole = package_of(seller, Status.PREPARING)
    update = read(
        staff, *[row(item) for item in items_of(package)], row(items_of(whole)[0], tracking="JD2")
    )
    changed = items_of(package)[1]
    OrderItem.objects.filter(pk=changed.pk).update(version=changed.version + 1)

    applied(staff, update)

    assert outcomes(update) == {
        2: ("turned_bad", "package_not_whole", "status"),
        3: ("turned_bad", "changed_since_preview", ""),
        4: GOOD,
    }
    assert (update.changed_count, update.turned_bad_count) == (1, 2)
    assert statuses_of(package) == [Status.PREPARING] * 2
    assert statuses_of(whole) == [Status.SHIPPED]


def test_what_comes_back_into_a_package_meanwhile_keeps_it_back(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PAYMENT_WAITING)
    update = read(staff, row(items_of(package)[0]))
    package.items.filter(line_number=2).update(status=Status.APPROVED)

    applied(staff, update)

    assert outcomes(update) == {2: ("turned_bad", "package_not_whole", "status")}
    assert statuses_of(package) == [Status.PREPARING, Status.APPROVED]


def test_all_or_nothing_ends_with_a_package_that_is_no_longer_whole(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PAYMENT_WAITING)
    update = read(staff, row(items_of(package)[0]))
    package.items.filter(line_number=2).update(status=Status.APPROVED)

    applied(staff, update, only_if_all_good=True)

    assert update.status == "undone"
    assert statuses_of(package) == [Status.PREPARING, Status.APPROVED]


def test_what_left_meanwhile_by_its_page_leaves_nothing_behind(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    update = read(staff, *[row(item) for item in items_of(package)])
    company = ShippingCompanyFactory()
    mark_ready(actor=staff, numbers=[package.number])
    ship_package(
        actor=staff, number=package.number, company_id=company.pk, tracking_number="BY HAND"
    )

    applied(staff, update)

    assert {outcome for outcome, _reason, _column in outcomes(update).values()} == {"turned_bad"}
    assert fresh(package).tracking_number == "BY HAND"


def test_many_packages_cost_no_query_each(staff, seller):
    def queries(count):
        packages = [package_of(seller, *[Status.PREPARING] * 2) for _ in range(count)]
        rows = [
            row(item, tracking=number)
            for at, package in enumerate(packages)
            for item, number in zip(items_of(package), (f"N{at}", ""), strict=True)
        ]
        with CaptureQueriesContext(connection) as captured:
            update = read(staff, *rows)
        assert update.change_count == 2 * count
        return len(captured)

    queries(1)
    assert queries(3) == queries(33)
