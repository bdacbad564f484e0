"""Settings > Delivery Settings of Seller Center."""

import re
from decimal import Decimal

import pytest

from orders.models import DeliverySetting
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.forms import fields_of, post
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db

LIST = "/seller-center/settings/delivery/"
NEW = LIST + "new/"


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(client, seller):
    user = staff_of(seller, "Seller admin", username="renata")
    client.force_login(user)
    return user


@pytest.fixture
def mpo(client, db):
    user = UserFactory(role="MPO", channels=[SalesChannelFactory()])
    client.force_login(user)
    return user


def url_of(setting):
    return f"{LIST}{setting.pk}/"


def text(response):
    return response.content.decode()


def names_in(page):
    return re.findall(r'/settings/delivery/\d+/">([^<]+)</a>', page)


def test_a_seller_reads_their_own_settings_before_the_marketplaces(client, boss, seller):
    DeliverySettingFactory(name="Standard", seller=None)
    DeliverySettingFactory(name="Express", seller=seller)
    DeliverySettingFactory(name="Foreign", seller=SellerFactory(name="Móveis Ubá"))

    page = text(client.get(LIST))

    assert names_in(page) == ["Express", "Standard"]
    assert page.index("Casa Aurora</strong>") < page.index("The marketplace</strong>")
    assert "Móveis Ubá" not in page


def test_the_marketplace_reads_its_own_alone(client, mpo, seller):
    DeliverySettingFactory(name="Standard", seller=None)
    DeliverySettingFactory(name="Express", seller=seller)

    assert names_in(text(client.get(LIST))) == ["Standard"]


@pytest.mark.parametrize(
    ("priced", "shown"),
    [
        ({}, "Free"),
        ({"calculator": "fixed", "price": Decimal("9.900")}, "9.90"),
        (
            {"calculator": "amount_based", "price": Decimal("0.125"), "free_above": Decimal(1000)},
            "0.125, free above 1,000",
        ),
    ],
)
def test_the_list_says_what_a_customer_pays(client, mpo, priced, shown):
    DeliverySettingFactory(seller=None, **priced)

    price = re.search(r'data-label="Price">(.*?)</td>', text(client.get(LIST)), re.DOTALL)
    assert price[1].strip() == shown


def test_an_empty_list_offers_the_first_setting(client, boss):
    page = text(client.get(LIST))

    assert "No delivery settings yet" in page
    assert page.count(f'href="{NEW}"') == 2


def test_a_sellers_setting_is_added(client, boss, seller):
    company = ShippingCompanyFactory(name="Rota Sul")

    response = post(
        client,
        NEW,
        name="Express",
        slug="express",
        shipping_company_id=company.pk,
        calculator="fixed",
        price="9.90",
    )

    setting = DeliverySetting.objects.get()
    assert response.url == url_of(setting)
    assert (setting.seller, setting.shipping_company, setting.price, setting.is_default) == (
        seller,
        company,
        Decimal("9.90"),
        True,
    )
    page = text(client.get(response.url))
    assert "“Express” was added." in page
    assert "<ins>Rota Sul</ins>" in page.split('id="history"')[1]


def test_who_works_for_several_sellers_says_for_which(client, boss, seller):
    other = SellerFactory(name="Móveis Ubá")
    boss.seller_staff.create(seller=other)
    company = ShippingCompanyFactory()
    filled = {"name": "Express", "slug": "express", "shipping_company_id": company.pk}

    refused = post(client, NEW, **filled)
    post(client, NEW, **filled, seller_id=other.pk)

    assert "Not saved." in text(refused)
    assert DeliverySetting.objects.get().seller == other


def test_a_forged_seller_is_no_choice(client, boss, seller):
    foreign = SellerFactory()
    boss.seller_staff.create(seller=SellerFactory())
    company = ShippingCompanyFactory()

    for forged in (foreign.pk, ""):
        post(
            client,
            NEW,
            name="Express",
            slug="express",
            shipping_company_id=company.pk,
            seller_id=forged,
        )

    assert not DeliverySetting.objects.exists()


def test_the_marketplace_adds_its_own(client, mpo):
    company = ShippingCompanyFactory()

    post(client, NEW, name="Standard", slug="standard", shipping_company_id=company.pk)

    assert DeliverySetting.objects.get().seller is None


def test_companies_that_are_not_offered_are_no_choice_but_the_present_one_stays(
    client, boss, seller
):
    gone = ShippingCompanyFactory(name="Gone", is_active=False)
    setting = DeliverySettingFactory(seller=seller, shipping_company=gone)

    assert "Gone" not in text(client.get(NEW))
    assert post(client, url_of(setting), name="Renamed").status_code == 302
    setting.refresh_from_db()
    assert (setting.name, setting.shipping_company) == ("Renamed", gone)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"handling_days": "31"}, "less than or equal to 30"),
        ({"calculator": "fixed", "price": "-1"}, "greater than or equal to 0"),
        ({"calculator": "fixed", "price": ""}, "Say what delivery costs, or choose “Free”."),
        ({"slug": "a b"}, "Use letters from a to z"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(
    client, boss, seller, typed, problem
):
    setting = DeliverySettingFactory(seller=seller, name="Express")

    response = post(client, url_of(setting), name="Renamed", **typed)

    assert response.status_code == 422
    assert problem in text(response)
    assert 'value="Renamed"' in text(response)
    setting.refresh_from_db()
    assert setting.name == "Express"


def test_prices_as_they_were_opened_are_no_change(client, boss, seller):
    setting = DeliverySettingFactory(
        seller=seller, calculator="amount_based", price=Decimal("9.900"), free_above=Decimal(100)
    )

    assert fields_of(client.get(url_of(setting)))["price"] == ["9.9"]
    post(client, url_of(setting))

    assert "Nothing has been changed here yet." in text(client.get(url_of(setting)))


def test_a_price_that_two_people_changed_is_asked_about(client, boss, seller):
    setting = DeliverySettingFactory(seller=seller, calculator="fixed", price=Decimal("9.900"))
    opened = client.get(url_of(setting))
    post(client, url_of(setting), price="10")

    clash = post(client, url_of(setting), opened_as=opened, price="12.5")
    theirs = post(client, url_of(setting), opened_as=clash, **{"choose-price": "theirs"})

    assert "changed this while you were editing it: Price." in text(clash)
    assert theirs.status_code == 302
    setting.refresh_from_db()
    assert setting.price == 10


def test_another_default_is_made(client, boss, seller):
    first = DeliverySettingFactory(seller=seller, is_default=True)
    second = DeliverySettingFactory(seller=seller, name="Express")

    assert "Make Default" not in text(client.get(url_of(first)))
    response = client.post(url_of(second) + "make-default/", follow=True)

    assert "“Express” is the default: new packages get it." in text(response)
    first.refresh_from_db()
    assert not first.is_default


def test_a_setting_in_use_says_so_instead_of_offering_to_deactivate_it(client, boss, seller):
    setting = DeliverySettingFactory(seller=seller, name="Express")
    PackageFactory(seller=seller, delivery_setting=setting)
    sentence = "1 package that has not left yet goes by “Express”"

    page = text(client.get(url_of(setting)))
    refused = client.post(url_of(setting) + "deactivate/")

    assert sentence in page
    assert 'data-dialog="deactivate"' not in page
    assert refused.status_code == 400
    assert sentence in text(refused)


def test_a_setting_is_deactivated_and_activated(client, boss, seller):
    DeliverySettingFactory(seller=seller, is_default=True)
    setting = DeliverySettingFactory(seller=seller)

    client.post(url_of(setting) + "deactivate/")
    setting.refresh_from_db()
    assert not setting.is_active
    client.post(url_of(setting) + "activate/")

    setting.refresh_from_db()
    assert (setting.is_active, setting.is_default) == (True, False)


def test_the_marketplaces_setting_can_be_looked_at_but_not_changed(client, boss):
    shared = DeliverySettingFactory(seller=None, name="Standard")

    page = text(client.get(url_of(shared)))
    changed = client.post(url_of(shared), {"name": "Mine", "opened": ""})
    switched = client.post(url_of(shared) + "deactivate/")

    assert "This is the marketplace’s, so you can look but not change." in page
    assert ">Save<" not in page
    assert 'id="history"' not in page
    assert f'action="{url_of(shared)}deactivate/"' not in page
    assert (changed.status_code, switched.status_code) == (422, 400)
    shared.refresh_from_db()
    assert (shared.name, shared.is_active) == ("Standard", True)


def test_a_foreign_setting_is_not_found_like_one_that_does_not_exist(client, boss):
    foreign = DeliverySettingFactory(seller=SellerFactory())
    ways = ["", "activate/", "deactivate/", "make-default/"]

    for way in ways:
        answers = [client.post(f"{LIST}{pk}/{way}") for pk in (foreign.pk, 2_000_000_000)]
        assert {answer.status_code for answer in answers} == {404}
        words = [text(answer).split("<main")[1].split("</main>")[0] for answer in answers]
        assert words[0] == words[1]
    assert client.get(url_of(foreign)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.is_active


def test_whoever_works_for_nobody_adds_nothing(client):
    client.force_login(UserFactory(role="Seller admin"))
    DeliverySettingFactory(seller=None)

    assert NEW not in text(client.get(LIST))
    assert client.get(NEW).status_code == 404


def test_pages_cost_the_same_with_3_and_33_settings(
    client, boss, seller, django_assert_num_queries
):
    setting = DeliverySettingFactory(seller=seller)
    for count in (3, 30):
        DeliverySettingFactory.create_batch(count, seller=seller)
        DeliverySettingFactory.create_batch(count, seller=None)
        PackageFactory.create_batch(count, seller=seller, delivery_setting=setting)
        client.get(LIST)
        with django_assert_num_queries(6):
            client.get(LIST)
        with django_assert_num_queries(7):
            client.get(url_of(setting))
