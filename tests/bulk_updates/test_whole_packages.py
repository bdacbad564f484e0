"""A seller's file ships a package whole: none of its lines stays behind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.accounts.panels import OMNITRON
from orders.models import OrderItem
from orders.services.packages.preparing import mark_ready
from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.bulk_updates.parcels import applied, items_of, read, row, told
from tests.bulk_updates.uploads import outcomes
from tests.factories import OrderItemFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, statuses_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _companies(db):
    ShippingCompanyFactory(code="jadlog", name="Jadlog Express")
    ShippingCompanyFactory(code="total", name="Total Express")


GOOD = ("change", "", "")


BEHIND = ("refused", "package_not_whole", "status")


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

    update = read(staff, row(first), row(second, company="nobody"), row(third, status="Preparing"))

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
    update = read(staff, row(items_of(package)[0], "Preparing", "", ""))
    assert outcomes(update) == {2: GOOD}


@pytest.mark.parametrize("has_left", [True, False])
def test_what_is_left_of_a_package_takes_no_step_back(staff, seller, has_left):
    beside = Status.SHIPPED if has_left else Status.CANCELED
    package = package_of(seller, Status.PREPARING, beside)
    # Of the same order, but in another package.
    package_of(seller, Status.SHIPPED, order=package.order)

    update = read(staff, row(items_of(package)[0], "Approved", "", ""))

    assert outcomes(update) == {2: ("refused", "part_left", "status") if has_left else GOOD}
    if has_left:
        assert told(update, 2) == (
            "A part of the package has left: the item takes no step back."
            " Ship what is left of it, or leave its status blank."
        )


def test_a_part_that_leaves_meanwhile_keeps_the_rest_from_a_step_back(staff, seller):
    package = package_of(seller, *[Status.PREPARING] * 2)
    first, second = items_of(package)
    update = read(staff, row(first, "Approved", "", ""))
    package.items.filter(pk=second.pk).update(status=Status.SHIPPED)

    applied(staff, update)

    assert outcomes(update) == {2: ("turned_bad", "part_left", "status")}


def test_an_operator_ships_parts_of_packages_and_blank_stays_blank(seller):
    package = package_of(seller, *[Status.PREPARING] * 3)
    first, second, _third = items_of(package)
    operator = UserFactory(role="Operator", channels=[package.order.channel])

    update = read(operator, row(first), row(second, company="total", tracking=""), panel=OMNITRON)

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
