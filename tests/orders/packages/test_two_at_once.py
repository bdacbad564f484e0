"""Two of a seller's staff act on the same package at once."""

import pytest

from orders.models import OrderEvent
from orders.services.packages.preparing import start_preparing
from orders.services.packages.regrouping import create_new_package
from orders.states import Status
from tests.concurrency import in_threads
from tests.factories import SellerFactory
from tests.orders.packages.parcels import package_of, staff_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(transactional_db):
    seller = SellerFactory()
    return [staff_of(seller), staff_of(seller)]


@pytest.fixture
def seller(staff):
    return staff[0].seller_staff.get().seller


def test_one_starts_and_the_other_reads_who_was_faster(staff, seller):
    package = package_of(seller)

    outcomes = in_threads(
        *[lambda user=user: start_preparing(actor=user, numbers=[package.number]) for user in staff]
    )

    winner, loser = sorted(outcomes, key=lambda outcome: not outcome.done)
    assert winner.done == (package.pk,)
    assert loser.done == ()
    first = OrderEvent.objects.get()
    assert f"{first.actor_name} did that" in loser.refusal


def test_the_same_items_are_put_into_one_new_package(staff, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    chosen = [package.items.order_by("line_number")[0].pk]

    results = in_threads(
        *[
            lambda user=user: create_new_package(actor=user, number=package.number, item_ids=chosen)
            for user in staff
        ]
    )

    assert package.order.packages.count() == 2
    refusals = [str(result) for result in results if isinstance(result, Exception)]
    assert refusals == [f"There is no order line {chosen[0]} in package {package.number}."]
