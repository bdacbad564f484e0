"""Another delivery setting for a package."""

from datetime import timedelta

import pytest

from omnitron.core.errors import Refusal
from omnitron.core.merging import BothChanged, Clash
from orders.models import DeliverySetting, OrderEvent
from orders.services.packages.delivery import change_delivery_setting
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of

pytestmark = pytest.mark.django_db


def setting(slug, seller=None, **values):
    return DeliverySetting.objects.create(
        slug=slug,
        name=slug.title(),
        seller=seller,
        shipping_company=ShippingCompanyFactory(),
        **values,
    )


def change(packer, package, to, opened=...):
    """Choose a setting on a page that showed another one, or the present one."""
    shown = fresh(package).delivery_setting_id if opened is ... else opened
    return change_delivery_setting(
        actor=packer, number=package.number, opened={"setting_id": shown}, setting_id=to.pk
    )


def test_the_package_goes_with_the_company_and_by_the_date_of_the_setting(packer, package):
    express = setting("express", handling_days=1)

    changed = change(packer, package, express)

    assert (changed.delivery_setting, changed.shipping_company) == (
        express,
        express.shipping_company,
    )
    assert changed.ship_by == package.placed_at + timedelta(days=1)
    assert OrderEvent.objects.get().changes == {
        "package": [None, package.number],
        "delivery_setting": [None, "Express"],
    }


def test_more_days_do_not_make_a_package_later_than_it_was(packer, package):
    package.ship_by = package.placed_at + timedelta(days=2)
    package.save()

    changed = change(packer, package, setting("slow", handling_days=30))

    assert changed.ship_by == package.placed_at + timedelta(days=2)


def test_the_company_that_a_file_gave_its_items_does_not_come_back(packer, package):
    item = package.items.first()
    item.shipping_company, item.tracking_number = ShippingCompanyFactory(), "BR123"
    item.save()
    roll_up([package.order_id])
    express = setting("express")

    change(packer, package, express)
    roll_up([package.order_id])

    changed = fresh(package)
    assert (changed.shipping_company, changed.tracking_number) == (express.shipping_company, "")
    told = OrderEvent.objects.get(item=item)
    assert (told.changes["tracking_number"], told.cause) == (
        ["BR123", ""],
        f"package:{package.number}",
    )


@pytest.mark.parametrize("same_company", [False, True])
def test_a_number_that_names_no_company_is_of_the_one_before(packer, package, same_company):
    before, after = setting("before"), setting("after")
    if same_company:
        after.shipping_company = before.shipping_company
        after.save()
    change(packer, package, before)
    package.items.update(tracking_number="BR123")
    roll_up([package.order_id])

    changed = change(packer, package, after)

    assert changed.shipping_company == after.shipping_company
    assert changed.tracking_number == ("BR123" if same_company else "")


def test_what_is_canceled_of_a_package_keeps_its_company(packer, seller):
    package = package_of(seller, Status.APPROVED, Status.CANCELED)
    canceled = package.items.get(status=Status.CANCELED)
    canceled.shipping_company = company = ShippingCompanyFactory()
    canceled.save()

    change(packer, package, setting("express"))

    canceled.refresh_from_db()
    assert canceled.shipping_company == company


def test_the_same_setting_again_is_no_change(packer, package):
    express = setting("express")
    change(packer, package, express)

    change(packer, package, express)

    assert OrderEvent.objects.count() == 1


@pytest.mark.parametrize("case", ["passive", "of another seller"])
def test_a_setting_that_is_not_offered_is_refused(packer, package, case):
    if case == "passive":
        other = setting("other", is_active=False)
    else:
        other = setting("other", seller=SellerFactory())
    with pytest.raises(Refusal) as refusal:
        change(packer, package, other)
    sentence = "Choose a delivery setting from the list: this one is not offered."
    assert str(refusal.value) == sentence


def test_a_package_that_has_left_keeps_its_setting(packer, seller):
    package = package_of(seller, Status.SHIPPED)
    with pytest.raises(Refusal, match="Change Delivery Setting is not possible"):
        change(packer, package, setting("express"))


def test_a_setting_that_somebody_else_has_changed_meanwhile_is_not_overwritten(
    packer, package, seller
):
    express, van = setting("express"), setting("van")
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    change(ana, package, express)

    with pytest.raises(BothChanged) as conflict:
        change(packer, package, van, opened=None)

    assert conflict.value.clashes == [Clash("setting_id", None, van.pk, express.pk)]
    assert conflict.value.who == "Ana Lima (ana)"
    assert fresh(package).delivery_setting == express


def test_what_was_left_as_it_was_does_not_undo_the_change_of_somebody_else(packer, package):
    express, van = setting("express"), setting("van")
    change(packer, package, express)
    change(packer, package, van)

    change(packer, package, express, opened=express.pk)

    assert fresh(package).delivery_setting == van
