"""Files of a seller's staff: own items alone, by the steps of packing."""

import pytest

from bulk_updates.columns import CLEAR
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from bulk_updates.telling import Teller
from omnitron.accounts.models import User
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.states import Status
from tests.bulk_updates.parcels import applied, items_of, read, row
from tests.bulk_updates.uploads import only_row, outcomes, refused, worked_on
from tests.factories import OrderItemFactory, SellerFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db):
    return ShippingCompanyFactory(code="jadlog")


def test_a_file_of_tracking_numbers_ships_packages_and_can_be_undone(staff, seller, company):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    update = read(staff, *[row(item) for item in items_of(package)])
    assert (update.change_count, update.refused_count) == (2, 0)

    applied(staff, update)

    shipped = fresh(package)
    assert (shipped.status, shipped.shipping_company, shipped.tracking_number) == (
        "shipped",
        company,
        "JD1",
    )
    undo_bulk_update(actor=staff, pk=update.pk, panel=SELLER_CENTER)
    worked_on(update)
    assert statuses_of(package) == [Status.PREPARING] * 2


@pytest.mark.parametrize("by", ["colleague", "brand"])
def test_who_changed_an_item_meanwhile_is_named_among_colleagues(staff, seller, company, by):
    package = package_of(seller, Status.PREPARING)
    (item,) = items_of(package)
    update = read(staff, row(item))
    if by == "brand":
        user, panel = UserFactory(role="Operator", channels=[package.order.channel]), OMNITRON
    else:
        user, panel = staff_of(seller), SELLER_CENTER
    earlier = read(user, row(item, status="", tracking="OTHER"), panel=panel)
    for actor, of in ((user, earlier), (staff, update)):
        apply_bulk_update(actor=actor, pk=of.pk, panel=of.panel)
        worked_on(of)

    entry = only_row(update)

    assert (entry.outcome, entry.reason) == ("turned_bad", "changed_since_preview")
    assert (user.distinct_name in str(Teller().tell([entry])[0])) == (by == "colleague")


def test_another_seller_s_item_of_the_same_order_does_not_exist(staff, seller, company):
    package = package_of(seller)
    foreign = OrderItemFactory(order=package.order, seller=SellerFactory())

    update = read(staff, row(items_of(package)[0]), row(foreign))

    assert outcomes(update) == {
        2: ("change", "", ""),
        3: ("refused", "unknown_item", "order_item_id"),
    }


def test_an_item_that_waits_for_its_approval_does_not_exist(staff, seller, company):
    package = package_of(seller, Status.APPROVED, Status.PAYMENT_WAITING)
    approved, waiting = items_of(package)

    update = read(staff, row(approved), row(waiting, status="Approved"))

    assert outcomes(update) == {
        2: ("change", "", ""),
        3: ("refused", "unknown_item", "order_item_id"),
    }


def test_staff_who_left_the_seller_meanwhile_change_nothing(staff, seller, company):
    mine, other = package_of(seller), SellerFactory()
    OrderItemFactory(order=mine.order, seller=other)
    staff.seller_staff.create(seller=other)
    update = read(staff, row(items_of(mine)[0]))
    apply_bulk_update(actor=staff, pk=update.pk, panel=SELLER_CENTER)
    staff.seller_staff.get(seller=seller).delete()

    worked_on(BulkUpdate.objects.get(pk=update.pk))

    assert statuses_of(mine) == [Status.APPROVED]
    assert only_row(update).outcome == "turned_bad"


@pytest.mark.parametrize(
    ("before", "to", "reason"),
    [
        (Status.DELIVERED, "Review started", "move_not_allowed"),
        (Status.SHIPPED, "Shipped and informed", "move_not_allowed"),
        (Status.APPROVED, "Canceled", "needs_plan"),
    ],
)
def test_only_the_steps_of_packing_are_taken(staff, seller, company, before, to, reason):
    item = items_of(package_of(seller, before))[0]
    assert refused(read(staff, row(item, to))) == (reason, "status")


def test_a_company_that_needs_a_tracking_number_gets_one(staff, seller, company):
    item = items_of(package_of(seller, Status.PREPARING))[0]
    update = read(staff, row(item, tracking=""))
    assert refused(update) == ("tracking_needed", "tracking_number")


def test_a_tracking_number_that_is_there_already_is_enough(staff, seller, company):
    package = package_of(seller, Status.PREPARING)
    package.items.update(tracking_number="JD0")
    update = read(staff, row(items_of(package)[0], tracking=""))
    assert only_row(update).outcome == "change"


def test_nothing_is_shipped_without_a_company(staff, seller):
    item = items_of(package_of(seller, Status.PREPARING))[0]
    update = read(staff, row(item, company=""))
    assert refused(update) == ("company_needed", "shipping_company")


def test_a_company_without_numbers_ships_without(staff, seller):
    ShippingCompanyFactory(code="van", needs_tracking_number=False)
    item = items_of(package_of(seller, Status.PREPARING))[0]
    assert only_row(read(staff, row(item, company="van", tracking=""))).outcome == "change"


def test_an_operator_ships_without_a_number_as_before(seller, company):
    package = package_of(seller, Status.PREPARING)
    operator = UserFactory(role="Operator", channels=[package.order.channel])
    update = read(operator, row(items_of(package)[0], tracking=""), panel=OMNITRON)
    assert only_row(update).outcome == "change"


def test_who_packs_nothing_hands_no_file_over(seller, company):
    mpo = UserFactory(role="MPO")
    with pytest.raises(Refusal, match="Pack and ship packages"):
        read(mpo, row(items_of(package_of(seller))[0]))


def test_a_file_is_its_owner_s_in_seller_center(staff, seller, company):
    update = read(staff, row(items_of(package_of(seller))[0]))
    with pytest.raises(NotFound):
        apply_bulk_update(actor=staff_of(seller), pk=update.pk, panel=SELLER_CENTER)
    with pytest.raises(NotFound):
        apply_bulk_update(actor=UserFactory(is_superuser=True), pk=update.pk)


def test_the_brand_sees_what_a_seller_did_by_a_file_and_undoes_it(staff, seller, company):
    package = package_of(seller)
    update = read(staff, row(items_of(package)[0]))
    applied(staff, update)

    undo_bulk_update(
        actor=UserFactory(role="Operator", channels=[package.order.channel]), pk=update.pk
    )
    worked_on(update)

    assert statuses_of(package) == [Status.APPROVED]


def test_who_left_a_seller_has_no_say_about_its_files_any_more(staff, seller, company):
    package = package_of(seller)
    staff.seller_staff.create(seller=SellerFactory())
    update = read(staff, row(items_of(package)[0]))
    applied(staff, update)
    staff.seller_staff.get(seller=seller).delete()

    left = User.objects.get(pk=staff.pk)
    with pytest.raises(NotFound):
        undo_bulk_update(actor=left, pk=update.pk, panel=SELLER_CENTER)
    assert not BulkUpdate.objects.visible_to(left, SELLER_CENTER).exists()
    assert fresh(package).status == "shipped"


@pytest.mark.parametrize(
    "status", [Status.DELIVERED, Status.CANCELED, Status.REFUNDED, Status.REVIEW_STARTED]
)
@pytest.mark.parametrize(
    ("cells", "column"),
    [(("", "jadlog", ""), "shipping_company"), (("", "", "FAKE"), "tracking_number")],
)
def test_the_parcel_of_what_has_arrived_or_never_leaves_stays(
    staff, seller, company, status, cells, column
):
    (item,) = items_of(package_of(seller, status))

    assert refused(read(staff, row(item, *cells))) == ("not_on_its_way", column)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("", "", CLEAR), ("tracking_needed", "tracking_number")),
        (("", CLEAR, ""), ("company_needed", "shipping_company")),
    ],
)
def test_what_is_on_its_way_keeps_a_company_and_its_number(staff, seller, company, cells, reason):
    (item,) = items_of(package_of(seller, Status.SHIPPED))
    seller.items.update(shipping_company=company, tracking_number="JD1")

    assert refused(read(staff, row(item, *cells))) == reason
