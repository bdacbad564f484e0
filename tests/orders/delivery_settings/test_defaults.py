"""One active setting of an owner is the default."""

import pytest

from omnitron.core.errors import Refusal
from tests.factories import (
    DeliverySettingFactory,
)
from tests.orders.delivery_settings.changes import create, fresh, make_default, switch, told

pytestmark = pytest.mark.django_db


def test_another_default_takes_it_from_the_first(boss, seller):
    first = create(boss, seller)
    second = create(boss, seller, slug="second", name="Second")
    assert not second.is_default

    make_default(boss, second)
    make_default(boss, second)

    assert (fresh(first).is_default, fresh(second).is_default) == (False, True)
    assert told(first)[0] == ("changed", {"is_default": [True, False]})
    assert told(second)[0] == ("changed", {"is_default": [False, True]})
    assert len(told(second)) == 2


def test_a_new_setting_may_be_the_default_at_once(boss, seller):
    first = create(boss, seller)

    second = create(boss, seller, is_default=True, slug="second")

    assert (fresh(first).is_default, fresh(second).is_default) == (False, True)


def test_owners_have_a_default_each(boss, mpo, seller):
    own, shared = create(boss, seller), create(mpo)

    assert (fresh(own).is_default, fresh(shared).is_default) == (True, True)


def test_the_default_stays_active(boss, seller):
    setting = create(boss, seller)

    with pytest.raises(Refusal) as refusal:
        switch(boss, setting, active=False)

    assert str(refusal.value) == ("“Express” is the default: make another one the default first.")
    assert fresh(setting).is_active


def test_a_passive_setting_is_not_made_the_default(boss, seller):
    setting = DeliverySettingFactory(seller=seller, name="Old", is_active=False)

    with pytest.raises(Refusal) as refusal:
        make_default(boss, setting)

    assert str(refusal.value) == "“Old” is not active: activate it first."


def test_the_only_active_setting_of_an_owner_becomes_the_default(boss, seller):
    setting = DeliverySettingFactory(seller=seller, is_active=False)

    switch(boss, setting, active=True)

    assert fresh(setting).is_default
