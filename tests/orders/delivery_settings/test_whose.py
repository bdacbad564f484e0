"""Whose delivery settings they are, and who sets them up."""

from decimal import Decimal

import pytest

from omnitron.core.errors import NotFound, Refusal
from orders.models import DeliverySetting
from orders.services import setting_up_delivery
from tests.factories import (
    DeliverySettingFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.delivery_settings.changes import change, create, make_default, switch, told
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db


def test_a_sellers_first_setting_is_its_default_and_is_logged_in_words(boss, seller):
    company = ShippingCompanyFactory(name="Rota Sul")

    setting = create(
        boss, seller, shipping_company_id=company.pk, calculator="fixed", price=Decimal("9.900")
    )

    assert (setting.seller, setting.is_default, setting.is_active) == (seller, True, True)
    assert told(setting) == [
        (
            "created",
            {
                "name": [None, "Express"],
                "slug": [None, "express"],
                "shipping_company_id": [None, "Rota Sul"],
                "shipping_option": [None, "delivery"],
                "handling_days": [None, 1],
                "priority": [None, 0],
                "calculator": [None, "fixed"],
                "price": [None, "9.9"],
                "is_default": [None, True],
                "seller": [None, "Casa Aurora"],
            },
        )
    ]


def test_the_marketplace_has_settings_of_its_own(mpo):
    assert create(mpo).seller is None


@pytest.mark.parametrize("whose", ["a foreign seller's", "the marketplace's"])
def test_nobody_adds_settings_for_others(boss, whose):
    owner = SellerFactory() if whose == "a foreign seller's" else None

    with pytest.raises(NotFound) as refusal:
        create(boss, owner)

    assert str(refusal.value) == "There is no such seller here."
    assert not DeliverySetting.objects.exists()


def test_the_marketplaces_people_add_none_for_sellers(mpo, seller):
    with pytest.raises(NotFound):
        create(mpo, seller)


def test_who_lacks_the_permission_changes_nothing(seller):
    packer = staff_of(seller)
    setting = DeliverySettingFactory(seller=seller)

    for attempt in (
        lambda: create(packer, seller),
        lambda: change(packer, setting, name="Mine"),
        lambda: switch(packer, setting, active=False),
        lambda: make_default(packer, setting),
    ):
        with pytest.raises(Refusal, match="This needs “Set up delivery settings”"):
            attempt()
    assert told(setting) == []


def test_a_foreign_setting_does_not_exist(boss, mpo):
    foreign = DeliverySettingFactory(seller=SellerFactory())

    for actor in (boss, mpo):
        for attempt in (
            lambda actor: change(actor, foreign, name="Mine"),
            lambda actor: switch(actor, foreign, active=False),
            lambda actor: make_default(actor, foreign),
        ):
            with pytest.raises(NotFound) as refusal:
                attempt(actor)
            assert str(refusal.value) == "There is no such delivery setting here."
    assert told(foreign) == []


def test_the_marketplaces_setting_is_not_a_sellers_to_change(boss):
    shared = DeliverySettingFactory(seller=None, name="Standard")

    for attempt in (
        lambda: change(boss, shared, name="Mine"),
        lambda: switch(boss, shared, active=False),
        lambda: make_default(boss, shared),
    ):
        with pytest.raises(Refusal) as refusal:
            attempt()
        assert str(refusal.value) == (
            "“Standard” is the marketplace’s: add a delivery setting of your own instead."
        )
    assert told(shared) == []


def test_everybody_reads_the_marketplaces_and_their_own(boss, mpo, seller):
    shared, own = DeliverySettingFactory(seller=None), DeliverySettingFactory(seller=seller)
    DeliverySettingFactory(seller=SellerFactory())

    seen = DeliverySetting.objects.visible_to

    assert set(seen(boss)) == {shared, own}
    assert set(seen(mpo)) == {shared}
    assert seen(UserFactory(is_superuser=True)).count() == 3
    assert not seen(UserFactory(role="Operator")).exists()


def test_who_was_given_no_marketplace_sets_up_nothing_for_all(db):
    assert not setting_up_delivery.may_set_up(UserFactory(role="MPO"), None)
