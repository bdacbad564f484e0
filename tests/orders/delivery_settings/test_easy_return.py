"""Of an owner's active settings one has the easy return."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from omnitron.core.errors import Refusal
from tests.factories import (
    DeliverySettingFactory,
)
from tests.orders.delivery_settings.changes import change, create, switch

pytestmark = pytest.mark.django_db


def test_of_an_owners_active_settings_one_has_the_easy_return(boss, mpo, seller):
    create(boss, seller, name="Ours", shipping_option="easy_return")
    create(mpo, shipping_option="easy_return")
    other = create(boss, seller, slug="other")
    sentence = "“Ours” has the easy return already: take it from that one first."

    for attempt in (
        lambda: create(boss, seller, slug="third", shipping_option="easy_return"),
        lambda: change(boss, other, shipping_option="easy_return"),
    ):
        with pytest.raises(ValidationError) as refusal:
            attempt()
        assert refusal.value.message_dict == {"shipping_option": [sentence]}


def test_a_passive_setting_may_have_the_easy_return_until_it_is_activated(boss, seller):
    create(boss, seller, name="Ours", shipping_option="easy_return")
    passive = DeliverySettingFactory(seller=seller, is_active=False)
    change(boss, passive, shipping_option="easy_return")

    with pytest.raises(Refusal) as refusal:
        switch(boss, passive, active=True)

    assert str(refusal.value) == (
        "“Ours” has the easy return already: take it from that one first."
    )


def test_a_passive_setting_keeps_the_easy_return_from_none(boss, seller):
    DeliverySettingFactory(seller=seller, shipping_option="easy_return", is_active=False)

    assert create(boss, seller, shipping_option="easy_return").shipping_option == "easy_return"


def test_the_database_knows_one_easy_return_too(seller):
    DeliverySettingFactory(seller=seller, shipping_option="easy_return", is_active=False)
    for owner in (seller, None):
        DeliverySettingFactory(seller=owner, shipping_option="easy_return")
        with pytest.raises(IntegrityError, match="one_easy_return"), transaction.atomic():
            DeliverySettingFactory(seller=owner, shipping_option="easy_return")
