"""From the order to the parcel that stands ready."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent
from orders.services.packages.invoicing import NO_INVOICE, give_invoice
from orders.services.packages.locking import MOST_PACKAGES
from orders.services.packages.preparing import mark_ready, start_preparing, step_back
from orders.states import Status
from tests.factories import OrderItemFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of

pytestmark = pytest.mark.django_db


def test_items_and_package_move_together_and_the_log_tells_it(packer, package):
    outcome = start_preparing(actor=packer, numbers=[package.number])

    assert outcome.done == (package.pk,)
    package = fresh(package)
    assert (package.status, statuses_of(package)) == ("preparing", [Status.PREPARING])
    assert package.preparing_at is not None
    package.order.refresh_from_db()
    assert package.order.status == Status.PREPARING
    event = OrderEvent.objects.get()
    assert (event.kind, event.cause) == ("status_changed", f"package:{package.number}")
    assert event.changes == {"status": [400, 450]}


def test_a_package_is_made_ready_without_a_move_of_its_items(packer, seller):
    package = package_of(seller, Status.PREPARING)

    mark_ready(actor=packer, numbers=[package.number])

    package = fresh(package)
    assert (package.status, statuses_of(package)) == ("ready_to_ship", [Status.PREPARING])
    event = OrderEvent.objects.get()
    assert event.kind == "package_changed"
    assert event.changes == {
        "package": [None, package.number],
        "package_status": ["preparing", "ready_to_ship"],
    }


def test_each_step_before_shipping_can_be_taken_back(packer, seller):
    package = package_of(seller, Status.PREPARING)
    mark_ready(actor=packer, numbers=[package.number])

    step_back(actor=packer, numbers=[package.number])
    assert (fresh(package).status, fresh(package).ready_at) == ("preparing", None)

    step_back(actor=packer, numbers=[package.number])
    package = fresh(package)
    assert (package.status, statuses_of(package)) == ("waiting_packaging", [Status.APPROVED])
    assert package.preparing_at is None


def test_those_that_cannot_go_on_are_told_and_the_others_done(packer, seller):
    waiting, shipped = package_of(seller), package_of(seller, Status.SHIPPED)

    outcome = start_preparing(actor=packer, numbers=[waiting.number, shipped.number])

    assert outcome.done == (waiting.pk,)
    sentence = f"Package {shipped.number} is Shipped: Start Preparing is not possible."
    assert outcome.refusals == {shipped.number: sentence}
    assert statuses_of(shipped) == [Status.SHIPPED]


def test_the_second_of_two_reads_who_was_faster(packer, package, seller):
    start_preparing(
        actor=staff_of(seller, first_name="Ana", last_name="Lima", username="ana"),
        numbers=[package.number],
    )

    outcome = start_preparing(actor=packer, numbers=[package.number])

    assert outcome.done == ()
    assert outcome.refusal.startswith(
        f"Package {package.number} is Preparing: Start Preparing is not possible."
        " Ana Lima (ana) did that: "
    )


def test_who_gave_an_invoice_meanwhile_was_not_faster(packer, package, seller):
    packer_too = staff_of(seller, first_name="Ana", last_name="Lima")
    start_preparing(actor=packer, numbers=[package.number])
    give_invoice(
        actor=packer_too,
        number=package.number,
        opened=NO_INVOICE,
        invoice_number="FT-1",
        invoice_date=date(2026, 11, 20),
        e_archive_url="",
    )

    refusal = start_preparing(actor=packer, numbers=[package.number]).refusal

    assert "Renata Moura (renata) did that" in refusal


def test_a_refusal_does_not_name_the_brand_s_people(packer, package):
    brand = UserFactory(is_superuser=True, username="brand")
    start_preparing(actor=packer, numbers=[package.number])
    mark_ready(actor=brand, numbers=[package.number])

    (refused,) = mark_ready(actor=packer, numbers=[package.number]).refused

    assert (refused.who, refused.sentence) == (
        "",
        f"Package {package.number} is Ready to Ship: Ready to Ship is not possible.",
    )


def test_an_item_that_a_plan_holds_stays_where_it_is(packer, package):
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    start_preparing(actor=packer, numbers=[package.number])

    package = fresh(package)
    assert statuses_of(package) == [Status.PREPARING, Status.CANCELLATION_WAITING]
    assert package.status == "preparing"


@pytest.mark.parametrize("act", [start_preparing, mark_ready, step_back])
def test_a_package_of_another_seller_does_not_exist(act, package):
    with pytest.raises(NotFound) as refusal:
        act(actor=staff_of(SellerFactory()), numbers=[package.number])
    assert str(refusal.value) == f"There is no package {package.number}."


def test_the_marketplace_s_own_people_pack_nothing(package):
    mpo = UserFactory(
        permissions=[
            "accounts.use_seller_center",
            "accounts.view_all_sellers",
            "orders.pack_orders",
        ],
        channels=[package.order.channel],
    )
    with pytest.raises(NotFound):
        start_preparing(actor=mpo, numbers=[package.number])


def test_staff_without_the_permission_read_what_is_missing(seller, package):
    user = staff_of(seller, role=None, permissions=["accounts.use_seller_center"])
    with pytest.raises(Refusal, match="Pack and ship packages"):
        start_preparing(actor=user, numbers=[package.number])


def test_a_package_of_an_order_that_is_not_approved_does_not_exist_yet(packer, seller):
    package = package_of(seller, Status.WAITING)
    with pytest.raises(NotFound):
        start_preparing(actor=packer, numbers=[package.number])


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([], "Tick the packages first."),
        (
            [str(place) for place in range(MOST_PACKAGES + 1)],
            "500 packages at most are done at once: tick fewer.",
        ),
    ],
)
def test_none_and_too_many_are_refused(packer, numbers, sentence):
    with pytest.raises(Refusal) as refusal:
        start_preparing(actor=packer, numbers=numbers)
    assert str(refusal.value) == sentence


def test_many_packages_cost_the_queries_of_one(packer, seller):
    def queries(count):
        numbers = [package_of(seller).number for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            start_preparing(actor=packer, numbers=numbers)
        return len(captured)

    queries(1)  # What the person may is read once.
    assert queries(1) == queries(7)


@pytest.mark.parametrize("left", [Status.SHIPPED, Status.DELIVERED, Status.REFUNDED])
def test_no_step_is_taken_back_of_a_package_of_which_a_part_has_left(packer, seller, left):
    package = package_of(seller, Status.PREPARING, left)
    whole = package_of(seller, Status.PREPARING, Status.CANCELED)

    outcome = step_back(actor=packer, numbers=[package.number, whole.number])

    assert outcome.done == (whole.pk,)
    assert outcome.refusals == {
        package.number: f"A part of package {package.number} has left:"
        " One Step Back is not possible, ship what is left of it."
    }
    assert statuses_of(package) == [Status.PREPARING, left]


def test_what_left_and_comes_back_by_a_plan_has_left(packer, seller):
    package = package_of(seller, Status.PREPARING)
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.SHIPPED,
    )

    outcome = step_back(actor=packer, numbers=[package.number])

    assert list(outcome.refusals) == [package.number]
    assert statuses_of(package)[0] == Status.PREPARING


def test_what_is_left_of_a_package_can_still_be_made_ready(packer, seller):
    package = package_of(seller, Status.PREPARING, Status.SHIPPED)
    assert mark_ready(actor=packer, numbers=[package.number]).done == (package.pk,)
