"""A new package from some items of another."""

import pytest

from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent, Package
from orders.services.packages.regrouping import create_new_package
from orders.states import Status
from tests.factories import OrderItemFactory
from tests.orders.packages.parcels import fresh, package_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(seller):
    return package_of(seller, Status.PREPARING, Status.PREPARING, Status.PREPARING)


def item_ids(package):
    return list(package.items.order_by("line_number").values_list("pk", flat=True))


def regroup(packer, package, ids):
    return create_new_package(actor=packer, number=package.number, item_ids=ids)


def test_the_chosen_items_are_in_the_new_package_and_the_others_stay(packer, package):
    first, second, third = item_ids(package)

    new = regroup(packer, package, [third, first])

    assert (item_ids(new), item_ids(package)) == ([first, third], [second])
    assert new.number == f"{package.order.number}-2"
    assert (new.status, fresh(package).status) == ("preparing", "preparing")
    assert (new.seller, new.order, new.placed_at) == (
        package.seller,
        package.order,
        package.placed_at,
    )
    event = OrderEvent.objects.get()
    assert event.kind == "package_made"
    assert event.changes == {
        "package": [None, new.number],
        "from_package": [None, package.number],
        "order_lines": [None, "1, 3"],
    }


def test_an_empty_new_package_is_refused(packer, package):
    with pytest.raises(Refusal) as refusal:
        regroup(packer, package, [])
    sentence = "Tick the products of the new package first: it would be empty."
    assert str(refusal.value) == sentence
    assert Package.objects.count() == 1


def test_all_of_a_package_is_no_new_one(packer, package):
    with pytest.raises(Refusal) as refusal:
        regroup(packer, package, item_ids(package))
    sentence = f"All products of package {package.number} are ticked: leave one in it at least."
    assert str(refusal.value) == sentence


def test_an_item_that_waits_for_its_cancellation_stays(packer, package):
    held = OrderItemFactory(
        order=package.order,
        package=package,
        name="Kilim",
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.PREPARING,
    )
    with pytest.raises(Refusal) as refusal:
        regroup(packer, package, [held.pk])
    assert str(refusal.value) == ("Kilim is cancellation waiting and stays where it is: untick it.")


def test_an_item_of_another_package_is_not_found(packer, package, seller):
    elsewhere = package_of(seller, order=package.order, number=f"{package.order.number}-9")
    with pytest.raises(NotFound):
        regroup(packer, package, item_ids(elsewhere))


def test_a_package_that_has_left_is_not_taken_apart(packer, seller):
    package = package_of(seller, Status.SHIPPED, Status.SHIPPED)
    with pytest.raises(Refusal, match="is Shipped: Create New Package is not possible"):
        regroup(packer, package, item_ids(package)[:1])


def test_the_new_package_began_to_be_packed_when_the_old_one_did(packer, package):
    Package.objects.filter(pk=package.pk).update(preparing_at="2026-11-20T09:00:00Z")

    new = regroup(packer, package, item_ids(package)[:1])

    assert new.preparing_at == fresh(package).preparing_at
