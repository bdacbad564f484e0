import pytest

from orders.delivering import deliveries_of
from tests.factories import (
    DeliverySettingFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

URL = "/seller-center/"


def page_for(client, user):
    client.force_login(user)
    return client.get(URL).content.decode()


def test_staff_see_their_own_sellers_and_no_other(client):
    user = UserFactory(role="Seller")
    SellerStaffFactory(user=user, seller=SellerFactory(name="Luminar", code="lum", email="a@b.co"))
    SellerFactory(name="Somebody else")

    page = page_for(client, user)

    assert "Luminar" in page
    assert "lum" in page
    assert "a@b.co" in page
    assert "Somebody else" not in page
    assert "Marketplace channels" not in page


def test_who_works_for_nobody_yet_reads_what_to_do(client):
    assert "You do not work for a seller yet" in page_for(client, UserFactory(role="Seller"))


def test_the_marketplace_sees_its_channels(client):
    given = SalesChannelFactory(name="Marketplace BR")
    SalesChannelFactory(name="Marketplace TR")
    shop = SalesChannelFactory(name="Own shop", channel_type="web")

    page = page_for(client, UserFactory(role="MPO", channels=[given, shop]))

    assert "Marketplace BR" in page
    assert "Marketplace TR" not in page
    assert "Own shop" not in page
    assert "You do not work for a seller yet" not in page


def test_a_superuser_sees_every_marketplace(client):
    SalesChannelFactory(name="Marketplace TR")

    assert "Marketplace TR" in page_for(client, UserFactory(is_superuser=True))


def test_a_sellers_own_delivery_settings_come_before_the_marketplaces():
    with_own, without = SellerFactory(), SellerFactory()
    shared = DeliverySettingFactory(seller=None)
    own = DeliverySettingFactory(seller=with_own)
    DeliverySettingFactory(seller=with_own, is_active=False)

    found = {d.seller: (d.settings, d.is_own) for d in deliveries_of([with_own, without])}

    assert found == {with_own: ([own], True), without: ([shared], False)}


def test_the_page_costs_the_same_with_3_and_33_sellers(client, django_assert_num_queries):
    user = UserFactory(role="Seller")
    client.force_login(user)
    for count in (3, 30):
        for staff in SellerStaffFactory.create_batch(count, user=user):
            DeliverySettingFactory(seller=staff.seller)
        # What the sidebar counts is kept for some seconds only.
        client.get(URL)
        with django_assert_num_queries(5):
            client.get(URL)
