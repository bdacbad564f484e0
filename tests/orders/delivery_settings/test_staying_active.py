"""No setting is passive while packages go by it."""

import pytest

from omnitron.core.errors import Refusal
from orders.states import PackageStatus
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
)
from tests.orders.delivery_settings.changes import fresh, switch, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "status",
    [PackageStatus.WAITING_PACKAGING, PackageStatus.PREPARING, PackageStatus.READY_TO_SHIP],
)
def test_a_setting_in_use_stays_active(boss, seller, status):
    setting = DeliverySettingFactory(seller=seller, name="Express")
    PackageFactory.create_batch(2, seller=seller, delivery_setting=setting, status=status)

    with pytest.raises(Refusal) as refusal:
        switch(boss, setting, active=False)

    assert str(refusal.value) == (
        "2 packages that have not left yet go by “Express”: once they are shipped, or have another"
        " delivery setting, this one can be deactivated."
    )
    assert fresh(setting).is_active


def test_the_marketplaces_setting_stays_active_while_any_sellers_package_goes_by_it(mpo, seller):
    setting = DeliverySettingFactory(seller=None, name="Standard")
    PackageFactory(seller=seller, delivery_setting=setting)

    with pytest.raises(Refusal, match="1 package that has not left yet goes by “Standard”"):
        switch(mpo, setting, active=False)

    assert fresh(setting).is_active


def test_packages_that_left_keep_a_setting_that_is_deactivated(boss, seller):
    setting = DeliverySettingFactory(seller=seller)
    for status in set(PackageStatus) - {"waiting_packaging", "preparing", "ready_to_ship"}:
        PackageFactory(seller=seller, delivery_setting=setting, status=status)

    switch(boss, setting, active=False)
    switch(boss, setting, active=False)

    assert told(setting) == [("changed", {"is_active": [True, False]})]
