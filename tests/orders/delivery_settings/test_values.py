"""What a setting may say, and what two people changed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from omnitron.core.errors import Refusal
from omnitron.core.merging import BothChanged
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
    ShippingCompanyFactory,
)
from tests.orders.delivery_settings.changes import change, create, fresh, opened_of, switch, told
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db


def test_a_company_that_is_not_offered_is_refused(boss, seller):
    gone = ShippingCompanyFactory(is_active=False, name="Gone")
    with_gone = DeliverySettingFactory(seller=seller, shipping_company=gone)

    with pytest.raises(ValidationError) as refusal:
        create(boss, seller, shipping_company_id=gone.pk)
    change(boss, with_gone, name="Still with it")

    assert refusal.value.message_dict == {
        "shipping_company_id": ["Choose a shipping company that is offered."]
    }
    assert fresh(with_gone).name == "Still with it"


def test_a_setting_is_not_activated_with_a_company_that_is_not_offered(boss, seller):
    gone = ShippingCompanyFactory(is_active=False, name="Gone")
    setting = DeliverySettingFactory(seller=seller, shipping_company=gone, is_active=False)

    with pytest.raises(Refusal) as refusal:
        switch(boss, setting, active=True)

    assert str(refusal.value) == (
        "Gone is no longer offered: choose another shipping company first."
    )


@pytest.mark.parametrize(
    ("priced", "problems"),
    [
        (
            {"calculator": "fixed", "price": Decimal(-1)},
            {"price": ["A price cannot be negative."]},
        ),
        (
            {"calculator": "fixed", "price": Decimal(0)},
            {"price": ["Say what delivery costs, or choose “Free”."]},
        ),
        (
            {"calculator": "amount_based", "price": Decimal(9)},
            {"free_above": ["Say from which amount on delivery is free."]},
        ),
        (
            {"calculator": "amount_based", "price": Decimal(9), "free_above": Decimal(-1)},
            {"free_above": ["A price cannot be negative."]},
        ),
    ],
)
def test_a_price_that_is_missing_or_cannot_be_is_refused(boss, seller, priced, problems):
    with pytest.raises(ValidationError) as refusal:
        create(boss, seller, **priced)

    assert refusal.value.message_dict == problems


@pytest.mark.parametrize(
    ("calculator", "kept"),
    [
        ("free", (Decimal(0), None)),
        ("fixed", (Decimal(9), None)),
        ("amount_based", (Decimal(9), Decimal(100))),
    ],
)
def test_only_prices_that_count_are_kept(boss, seller, calculator, kept):
    setting = create(boss, seller, calculator=calculator, price=Decimal(9), free_above=Decimal(100))

    assert (fresh(setting).price, fresh(setting).free_above) == kept


def test_days_beyond_a_month_are_refused(boss, seller):
    with pytest.raises(ValidationError) as refusal:
        create(boss, seller, handling_days=31)

    assert list(refusal.value.message_dict) == ["handling_days"]


def test_a_short_name_is_used_once_by_an_owner(boss, mpo, seller):
    create(boss, seller)
    create(mpo)
    other = create(boss, seller, slug="other", name="Other")

    for attempt in (lambda: create(boss, seller), lambda: change(boss, other, slug="express")):
        with pytest.raises(ValidationError) as refusal:
            attempt()
        assert refusal.value.message_dict == {
            "slug": ["“express” is the short name of “Express”: choose another one."]
        }


def test_a_change_is_logged_in_words_and_packages_keep_their_company(boss, seller):
    first, second = ShippingCompanyFactory(name="One"), ShippingCompanyFactory(name="Two")
    setting = create(boss, seller, shipping_company_id=first.pk)
    package = PackageFactory(seller=seller, delivery_setting=setting, shipping_company=first)

    change(boss, setting, shipping_company_id=second.pk, calculator="fixed", price=Decimal("4.5"))

    assert told(setting)[0] == (
        "changed",
        {
            "shipping_company_id": ["One", "Two"],
            "calculator": ["free", "fixed"],
            "price": ["0", "4.5"],
        },
    )
    package.refresh_from_db()
    assert package.shipping_company == first


def test_a_stale_form_is_asked_only_about_what_both_changed(boss, seller):
    setting = create(boss, seller)
    opened = opened_of(fresh(setting))
    change(staff_of(seller, "Seller admin"), setting, opened, handling_days=2)

    change(boss, setting, opened, priority=5)
    with pytest.raises(BothChanged):
        change(boss, setting, opened, handling_days=3)

    assert (fresh(setting).handling_days, fresh(setting).priority) == (2, 5)
