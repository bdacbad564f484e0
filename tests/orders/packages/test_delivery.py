"""Another delivery setting for a package."""

from datetime import timedelta

import pytest

from omnitron.core.errors import Refusal
from orders.models import DeliverySetting, OrderEvent
from orders.services.packages.delivery import change_delivery_setting
from orders.states import Status
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import package_of

pytestmark = pytest.mark.django_db


def setting(slug, seller=None, **values):
    return DeliverySetting.objects.create(
        slug=slug,
        name=slug.title(),
        seller=seller,
        shipping_company=ShippingCompanyFactory(),
        **values,
    )


def change(packer, package, to):
    return change_delivery_setting(actor=packer, number=package.number, setting_id=to.pk)


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
