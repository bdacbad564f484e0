"""Packages all of which waits for its cancellation: nobody packs or sends them meanwhile."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from omnitron.core.errors import Refusal
from orders.models import DeliverySetting, OrderEvent, Package
from orders.package_actions import PackageAction
from orders.services.packages.delivery import change_delivery_setting
from orders.services.packages.invoicing import NO_INVOICE, give_invoice
from orders.services.packages.preparing import mark_ready, start_preparing, step_back
from orders.services.packages.shipping import mark_delivered, mark_failed, ship_package
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import DeliverySettingFactory, OrderItemFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of

pytestmark = pytest.mark.django_db


def held_of(seller, before, **options):
    """A package whose only item waits for its cancellation, and what it was before."""
    package = package_of(seller, Status.CANCELED, **options)
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=before,
    )
    return fresh(package)


@pytest.mark.parametrize(
    ("act", "before", "ready", "label"),
    [
        (start_preparing, Status.APPROVED, False, "Start Preparing"),
        (mark_ready, Status.PREPARING, False, "Ready to Ship"),
        (step_back, Status.PREPARING, True, "One Step Back"),
        (mark_delivered, Status.SHIPPED, False, "Delivered"),
        (mark_failed, Status.SHIPPED, False, "Delivery Failed"),
    ],
)
def test_no_step_moves_it_and_says_why(packer, seller, act, before, ready, label):
    package = held_of(seller, before, ready_at=timezone.now() if ready else None)

    outcome = act(actor=packer, numbers=[package.number])

    sentence = f"All items of package {package.number} wait for their cancellation or are canceled:"
    assert outcome.refusals == {package.number: f"{sentence} {label} is not possible."}
    assert outcome.done == ()
    assert fresh(package).ready_at == package.ready_at
    assert not OrderEvent.objects.exists()


def test_it_is_not_shipped(packer, seller):
    package = held_of(seller, Status.PREPARING, ready_at=timezone.now())
    company = ShippingCompanyFactory()
    with pytest.raises(
        Refusal, match="wait for their cancellation or are canceled: Ship is not possible"
    ):
        ship_package(
            actor=packer, number=package.number, company_id=company.pk, tracking_number="JD1"
        )
    assert fresh(package).status == "ready_to_ship"


def test_it_keeps_its_delivery_setting(packer, seller):
    package = held_of(seller, Status.APPROVED)
    express = DeliverySettingFactory(seller=seller)
    with pytest.raises(
        Refusal, match="wait for their cancellation or are canceled: Change Delivery Setting"
    ):
        change_delivery_setting(
            actor=packer, number=package.number, opened={"setting_id": None}, setting_id=express.pk
        )
    assert fresh(package).delivery_setting is None


def invoice(packer, package):
    give_invoice(
        actor=packer,
        number=package.number,
        opened=NO_INVOICE,
        invoice_number="A-1",
        invoice_date=date(2026, 11, 1),
        e_archive_url="",
    )
    return package.items.get(status=Status.CANCELLATION_WAITING).invoice_number


def test_what_has_left_still_gets_its_invoice(packer, seller):
    assert invoice(packer, held_of(seller, Status.SHIPPED)) == "A-1"


def test_what_has_not_left_gets_none(packer, seller):
    with pytest.raises(Refusal, match="wait for their cancellation or are canceled: Give Invoice"):
        invoice(packer, held_of(seller, Status.APPROVED))


def test_it_is_neither_in_preparation_nor_late_nor_in_the_way_of_its_setting(seller):
    yesterday = timezone.now() - timedelta(days=1)
    setting = DeliverySettingFactory(seller=seller)
    options = {"ship_by": yesterday, "delivery_setting": setting}
    held, free = held_of(seller, Status.APPROVED, **options), package_of(seller, **options)

    packages = Package.objects.all()
    assert list(packages.in_preparation()) == list(packages.late()) == [free]
    assert (held.is_late, free.is_late) == (False, True)
    assert list(packages.waiting_by(setting)) == [free]
    free.items.update(status=Status.SHIPPED)
    roll_up([free.order_id])
    assert DeliverySetting.objects.update(is_active=False) == 1


def test_a_plan_that_is_withdrawn_gives_it_back(seller):
    package = held_of(seller, Status.APPROVED)
    item = package.items.get(status=Status.CANCELLATION_WAITING)
    assert not package.allows(PackageAction.START_PREPARING)

    item.delete()
    OrderItemFactory(order=package.order, package=package)

    assert fresh(package).allows(PackageAction.START_PREPARING)
