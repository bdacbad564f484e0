"""Two of a seller's staff act on the same package at once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.rejecting_items import FROM_PACKAGE, reject_items
from omnitron.core.merging import BothChanged
from orders.models import OrderEvent
from orders.services.packages.delivery import change_delivery_setting
from orders.services.packages.invoicing import NO_INVOICE, give_invoice
from orders.services.packages.preparing import start_preparing
from orders.services.packages.regrouping import create_new_package
from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.concurrency import in_threads
from tests.factories import (
    CancellationReasonFactory,
    DeliverySettingFactory,
    PaymentTransactionFactory,
    SellerFactory,
    ShippingCompanyFactory,
)
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of

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


def names_of(staff):
    return {user.distinct_name for user in staff}


def refusal_among(results):
    (refusal,) = [result for result in results if isinstance(result, Exception)]
    return refusal


def test_of_two_invoices_one_is_given_and_the_other_shows_it(staff, seller):
    package = package_of(seller, Status.SHIPPED)

    results = in_threads(
        *[
            lambda user=user, number=number: give_invoice(
                actor=user,
                number=package.number,
                opened=NO_INVOICE,
                invoice_number=number,
                invoice_date=timezone.localdate(),
                e_archive_url="",
            )
            for user, number in zip(staff, ["A-1", "B-2"], strict=True)
        ]
    )

    conflict = refusal_among(results)
    assert isinstance(conflict, BothChanged)
    (clash,) = conflict.clashes
    assert {clash.mine, clash.theirs} == {"A-1", "B-2"}
    assert package.items.get().invoice_number == clash.theirs
    assert conflict.who in names_of(staff)
    assert OrderEvent.objects.get().actor_name == conflict.who


def test_of_two_delivery_settings_one_is_chosen_and_the_other_shows_it(staff, seller):
    package = package_of(seller)
    settings = [DeliverySettingFactory(seller=seller) for _user in staff]

    results = in_threads(
        *[
            lambda user=user, setting=setting: change_delivery_setting(
                actor=user,
                number=package.number,
                opened={"setting_id": None},
                setting_id=setting.pk,
            )
            for user, setting in zip(staff, settings, strict=True)
        ]
    )

    conflict = refusal_among(results)
    assert isinstance(conflict, BothChanged)
    assert fresh(package).delivery_setting_id == conflict.clashes[0].theirs
    assert conflict.who in names_of(staff)


def test_of_two_who_ship_one_does_and_the_other_reads_who_was_faster(staff, seller):
    package = package_of(seller, Status.PREPARING, ready_at=timezone.now())
    company = ShippingCompanyFactory()

    results = in_threads(
        *[
            lambda user=user, number=number: ship_package(
                actor=user,
                number=package.number,
                company_id=company.pk,
                tracking_number=number,
            )
            for user, number in zip(staff, ["FIRST", "SECOND"], strict=True)
        ]
    )

    refusal = refusal_among(results)
    (shipped,) = [result for result in results if not isinstance(result, Exception)]
    assert fresh(package).tracking_number == shipped.tracking_number
    winner = OrderEvent.objects.get().actor_name
    sentence = f"Package {package.number} is Shipped: Ship is not possible. {winner} did that: "
    assert str(refusal).startswith(sentence)


def test_of_two_who_reject_one_does_and_the_other_reads_why(staff, seller):
    package = package_of(seller, Status.PREPARING)
    item, order = package.items.get(), package.order
    PaymentTransactionFactory(order=order)
    type(order).objects.update(is_send=True)
    reason = CancellationReasonFactory()

    results = in_threads(
        *[
            lambda user=user: reject_items(
                actor=user,
                number=order.number,
                item_ids=[item.pk],
                reason_id=reason.pk,
                key=uuid4(),
                rejectable=FROM_PACKAGE,
            )
            for user in staff
        ]
    )

    refusal = refusal_among(results)
    told = f"{item.name} is Cancellation Waiting: only what has not left can be rejected."
    assert str(refusal) == told
    assert CancellationPlan.objects.count() == 1
    assert statuses_of(package) == [Status.CANCELLATION_WAITING]
