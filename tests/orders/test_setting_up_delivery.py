"""Setting up delivery: whose settings, one default, one easy return, none passive while in use."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from omnitron.accounts import audit
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.merging import BothChanged
from orders.models import DeliverySetting
from orders.services import setting_up_delivery
from orders.services.packages.delivery import change_delivery_setting
from orders.states import PackageStatus
from tests.concurrency import in_threads, start_behind
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of

pytestmark = pytest.mark.django_db
at_once = pytest.mark.django_db(transaction=True)

FIELDS = (
    "name",
    "slug",
    "shipping_company_id",
    "shipping_option",
    "handling_days",
    "priority",
    "calculator",
    "price",
    "free_above",
)


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(seller):
    return staff_of(seller, "Seller admin")


@pytest.fixture
def mpo(db):
    return UserFactory(role="MPO", channels=[SalesChannelFactory()])


def values(**changes):
    start = {
        "name": "Express",
        "slug": "express",
        "shipping_option": "delivery",
        "handling_days": 1,
        "priority": 0,
        "calculator": "free",
        "price": Decimal(0),
        "free_above": None,
    }
    if "shipping_company_id" not in changes:
        start["shipping_company_id"] = ShippingCompanyFactory().pk
    return start | changes


def create(actor, seller=None, *, is_default=False, **changes):
    return setting_up_delivery.create_setting(
        actor=actor,
        seller_id=seller and seller.pk,
        is_default=is_default,
        **values(**changes),
    )


def change(actor, setting, opened=None, **changes):
    opened = opened or opened_of(setting)
    return setting_up_delivery.change_setting(
        actor=actor, pk=setting.pk, opened=opened, **(opened | changes)
    )


def choose(packer, package, setting):
    """Give a package another setting, on a page that shows the present one."""
    opened = {"setting_id": package.delivery_setting_id}
    return change_delivery_setting(
        actor=packer, number=package.number, opened=opened, setting_id=setting.pk
    )


def opened_of(setting):
    return {name: getattr(setting, name) for name in FIELDS}


def switch(actor, setting, active):
    return setting_up_delivery.set_active(actor=actor, pk=setting.pk, active=active)


def make_default(actor, setting):
    return setting_up_delivery.make_default(actor=actor, pk=setting.pk)


def fresh(setting):
    return DeliverySetting.objects.get(pk=setting.pk)


def told(setting):
    return [(entry.action, entry.changes) for entry in audit.entries_about(setting)]


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


def test_who_was_given_no_marketplace_sets_up_nothing_for_all(db):
    assert not setting_up_delivery.may_set_up(UserFactory(role="MPO"), None)
