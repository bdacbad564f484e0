"""Hard cases of goods: packages that move on, and items that a plan holds meanwhile."""

from uuid import uuid4

import pytest
from django.db import connection

from cancellations.services.rejecting_items import reject_items
from cancellations.services.withdrawing import withdraw_plan
from omnitron.core.states import IllegalMove
from orders.models import OrderEvent
from orders.services.moving import correct_items, move_items
from orders.services.rolling_up import roll_up
from orders.states import PackageStatus, Status
from tests.cancellations.orders import register, run, statuses
from tests.factories import PackageFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import staff_of

MOVED = "Its package moved on to {} while a plan held it."


@pytest.fixture
def order(shop):
    """Three items of one package, approved."""
    order = shop.place("30.00", "20.00", "10.00")
    package = PackageFactory(order=order)
    order.items.update(package=package, seller=package.seller)
    return order


@pytest.fixture
def held(shop, order):
    """A plan that waits with the first item."""
    return shop.plan(order, shop.wish(order.items.first()))


def move(shop, order, *path, lines=(1, 2)):
    ids = [item.pk for item in order.items.order_by("line_number") if item.line_number - 1 in lines]
    for to in path:
        move_items(actor=shop.operator, item_ids=ids, to=to)


def why(order):
    """The notes of the log's last lines about statuses, with their kind and cause."""
    notes = order.events.exclude(note="").order_by("pk")
    return list(notes.values_list("kind", "cause", "changes__status", "note"))


def test_withdrawn_after_its_package_moved_on_by_the_table(shop, order, held):
    move(shop, order, Status.PREPARING)

    withdraw_plan(actor=shop.operator, plan_id=held.pk)

    assert statuses(order) == ([450, 450, 450], 450)
    assert order.packages.get().status == PackageStatus.PREPARING
    assert why(order) == [
        (
            OrderEvent.Kind.STATUS_CHANGED,
            f"plan:{held.pk}",
            [400, 450],
            MOVED.format("Preparing"),
        )
    ]


def test_withdrawn_after_its_package_moved_on_beyond_the_table(shop, order, held):
    move(shop, order, Status.SHIPPED, Status.DELIVERED)

    withdraw_plan(actor=shop.operator, plan_id=held.pk)

    assert statuses(order) == ([550, 550, 550], 550)
    assert why(order) == [
        (
            OrderEvent.Kind.STATUS_CORRECTED,
            f"plan:{held.pk}",
            [400, 550],
            MOVED.format("Delivered"),
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('omnitron.correction', true)")
        assert cursor.fetchone() == ("",)


def test_withdrawn_after_its_parcel_left_it_has_its_company_and_number(shop, order, held):
    carrier = ShippingCompanyFactory()
    delivered = "2026-11-20T09:00:00Z"
    move(shop, order, Status.SHIPPED)
    others = order.items.filter(line_number__in=(2, 3))
    others.update(shipping_company=carrier, tracking_number="T1")
    move(shop, order, Status.DELIVERED)
    order.packages.update(delivered_at=delivered)

    withdraw_plan(actor=shop.operator, plan_id=held.pk)

    item = order.items.get(line_number=1)
    assert (item.shipping_company, item.tracking_number) == (carrier, "T1")
    assert item.delivered_date.isoformat() == "2026-11-20T09:00:00+00:00"
    assert order.packages.get().tracking_number == "T1"


def test_withdrawn_after_its_package_moved_on_in_parts_it_takes_the_lowest(shop, order, held):
    move(shop, order, Status.SHIPPED)
    move(shop, order, Status.DELIVERED, lines=[2])

    withdraw_plan(actor=shop.operator, plan_id=held.pk)

    assert statuses(order) == ([500, 500, 550], 500)


def test_withdrawn_while_a_part_of_its_package_stayed_it_keeps_its_status(shop, order, held):
    move(shop, order, Status.SHIPPED, lines=[2])

    withdraw_plan(actor=shop.operator, plan_id=held.pk)

    assert statuses(order) == ([400, 400, 500], 400)
    assert why(order) == []


def test_withdrawn_after_its_package_went_back_it_keeps_its_status(shop, order):
    move(shop, order, Status.PREPARING, lines=(0, 1, 2))
    plan = shop.plan(order, shop.wish(order.items.first()))
    move(shop, order, Status.APPROVED)

    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    assert statuses(order) == ([450, 400, 400], 400)


def test_withdrawn_whole_package_keeps_its_status(shop, order):
    plan = shop.plan(order, shop.wish(*order.items.all()))

    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    assert statuses(order) == ([400, 400, 400], 400)


def test_withdrawn_without_a_package_an_item_keeps_its_status(shop):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    move(shop, order, Status.SHIPPED, lines=[1])

    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    assert statuses(order) == ([400, 500], 400)


def test_rejecting_all_items_of_a_package(shop, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    order = shop.place("30.00", "20.00", "10.00", shipping="5.00")
    register(gateway, order)
    packages = PackageFactory.create_batch(2, order=order)
    for item, package in zip(order.items.all(), [packages[0], *packages], strict=False):
        order.items.filter(pk=item.pk).update(package=package, seller=package.seller)
    theirs = order.items.filter(package=packages[0])
    roll_up([order.pk])

    plan = run(
        reject_items(
            actor=staff_of(packages[0].seller),
            number=order.number,
            item_ids=[item.pk for item in theirs],
            reason_id=shop.reasons["cancel"].pk,
            key=uuid4(),
        )
    )

    # Who buys from another seller too gets the rest, and pays its way.
    assert (plan.source, plan.amount, plan.shipping_amount) == ("seller", 50, 0)
    assert statuses(order) == ([100, 100, 400], 400)
    assert list(order.packages.order_by("pk").values_list("status", flat=True)) == [
        PackageStatus.CANCELED,
        PackageStatus.WAITING_PACKAGING,
    ]
    assert [line["amount"] for line in gateway.ledger()] == ["50.00"]


def test_shipping_a_package_while_a_plan_takes_one_of_its_items(shop, order, held):
    with pytest.raises(IllegalMove) as refused:
        move(shop, order, Status.SHIPPED, lines=(0, 1, 2))
    assert statuses(order) == ([50, 400, 400], 400)
    assert str(refused.value) == (
        "Luminária de mesa Ipê: status Shipped is not possible from Cancellation waiting."
        " Cancellation goes through a plan."
    )

    move(shop, order, Status.SHIPPED)

    assert statuses(order) == ([50, 500, 500], 500)


def test_an_item_in_a_plan_is_not_corrected_either(shop, order, held):
    item = held.items.get().item_id
    with pytest.raises(IllegalMove, match="Cancellation goes through a plan"):
        correct_items(actor=shop.operator, item_ids=[item], to=Status.PREPARING, reason="A mistake")

    assert statuses(order) == ([50, 400, 400], 400)
