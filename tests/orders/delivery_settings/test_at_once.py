"""Two people at once break none of these rules."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from omnitron.core.errors import Refusal
from orders.models import DeliverySetting
from tests.concurrency import in_threads, start_behind
from tests.factories import (
    DeliverySettingFactory,
    SellerFactory,
)
from tests.orders.delivery_settings.changes import (
    change,
    choose,
    create,
    fresh,
    make_default,
    switch,
)
from tests.orders.packages.parcels import package_of, staff_of

pytestmark = pytest.mark.django_db
at_once = pytest.mark.django_db(transaction=True)


@at_once
def test_two_who_make_different_ones_the_default_at_once_leave_one():
    seller = SellerFactory()
    people = [staff_of(seller, "Seller admin") for _each in range(2)]
    first = create(people[0], seller)
    others = [create(people[0], seller, slug=slug) for slug in ("second", "third")]

    with transaction.atomic():
        make_default(people[0], others[0])
        answer = start_behind(lambda: make_default(people[1], others[1]))

    answer.result(timeout=5)
    defaults = DeliverySetting.objects.filter(seller=seller, is_default=True)
    assert list(defaults) == [others[1]]
    assert not fresh(first).is_default


@at_once
def test_two_who_give_the_easy_return_at_once_leave_one():
    seller = SellerFactory()
    people = [staff_of(seller, "Seller admin") for _each in range(2)]
    settings = [create(people[0], seller, slug=slug, name=slug) for slug in ("one", "two")]

    with transaction.atomic():
        change(people[0], settings[0], shipping_option="easy_return")
        answer = start_behind(lambda: change(people[1], settings[1], shipping_option="easy_return"))

    with pytest.raises(ValidationError, match="“one” has the easy return already"):
        answer.result(timeout=5)


@at_once
def test_of_two_first_settings_at_once_one_is_the_default():
    seller = SellerFactory()
    boss = staff_of(seller, "Seller admin")

    results = in_threads(
        *[lambda slug=slug: create(boss, seller, slug=slug) for slug in ("one", "two")]
    )

    saved = [result for result in results if isinstance(result, DeliverySetting)]
    assert saved
    assert DeliverySetting.objects.filter(is_default=True).count() == 1
    assert DeliverySetting.objects.count() == len(saved)


@at_once
def test_a_setting_that_a_package_has_just_got_stays_active():
    seller = SellerFactory()
    boss, packer = staff_of(seller, "Seller admin"), staff_of(seller)
    setting, package = DeliverySettingFactory(seller=seller), package_of(seller)

    with transaction.atomic():
        choose(packer, package, setting)
        answer = start_behind(lambda: switch(boss, setting, active=False))

    with pytest.raises(Refusal, match="1 package that has not left yet goes by"):
        answer.result(timeout=5)
    assert fresh(setting).is_active


@at_once
def test_the_database_sees_a_package_that_got_the_setting_while_it_waited():
    seller = SellerFactory()
    packer = staff_of(seller)
    setting, package = DeliverySettingFactory(seller=seller), package_of(seller)

    with transaction.atomic():
        choose(packer, package, setting)
        update = DeliverySetting.objects.filter(pk=setting.pk).update
        answer = start_behind(lambda: update(is_active=False))

    with pytest.raises(IntegrityError, match="has packages that have not left yet"):
        answer.result(timeout=5)


@at_once
def test_no_package_gets_a_setting_that_has_just_been_deactivated():
    seller = SellerFactory()
    boss, packer = staff_of(seller, "Seller admin"), staff_of(seller)
    setting, package = DeliverySettingFactory(seller=seller), package_of(seller)

    with transaction.atomic():
        switch(boss, setting, active=False)
        answer = start_behind(lambda: choose(packer, package, setting))

    with pytest.raises(Refusal, match="this one is not offered"):
        answer.result(timeout=5)
