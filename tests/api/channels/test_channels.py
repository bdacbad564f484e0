"""A client looks its channels up, with what channel-app needs to know of them."""

import pytest

from tests.api.clients import client_of
from tests.factories import SalesChannelFactory, ShippingCompanyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(db):
    return SalesChannelFactory(
        name="Shop", currency="TRY", conf={"CUSTOMER_IDENTIFIER_FIELD": "phone_number"}
    )


def test_a_channel_says_what_is_set_up_of_it(api, channel):
    shown = api.get(f"/api/v1/channels/{channel.pk}/").json()
    assert shown == {
        "pk": channel.pk,
        "name": "Shop",
        "slug": channel.slug,
        "channel_type": "marketplace",
        "catalog": channel.pk,
        "currency": "TRY",
        "timezone": "America/Sao_Paulo",
        "is_active": True,
        "conf": {"CUSTOMER_IDENTIFIER_FIELD": "phone_number"},
        "schema": {},
        "category_tree": None,
    }


def test_a_channel_has_one_catalog_with_one_list_of_prices_and_of_stocks(api, channel):
    shown = api.get(f"/api/v1/catalogs/{channel.pk}/").json()
    assert shown == {
        "pk": channel.pk,
        "name": "Shop",
        "channel": channel.pk,
        "price_list": channel.pk,
        "stock_list": channel.pk,
        "currency": "TRY",
        "is_active": True,
    }


@pytest.mark.parametrize("resource", ["channels", "catalogs"])
def test_a_client_finds_its_own_channels_alone(api, stranger, channel, resource):
    path = f"/api/v1/{resource}/"
    assert [each["pk"] for each in api.get(path).json()["results"]] == [channel.pk]
    assert stranger.get(f"{path}{channel.pk}/").status_code == 404
    assert channel.pk not in [each["pk"] for each in stranger.get(path).json()["results"]]


def test_who_may_not_look_orders_up_sees_no_channel(channel):
    mpo = client_of(UserFactory(role="MPO", channels=[channel]))
    assert mpo.get("/api/v1/channels/").json()["results"] == []


def test_nobody_changes_a_channel_by_the_api(api, channel):
    assert api.patch(f"/api/v1/channels/{channel.pk}/", {"name": "Other"}).status_code == 405


def test_a_shipping_company_is_named_by_its_code(api, channel):
    company = ShippingCompanyFactory(code="yurtici-kargo", name="Yurtiçi Kargo")
    ShippingCompanyFactory()
    path = f"/api/v1/channel/{channel.pk}/cargos/"

    shown = {
        "pk": company.pk,
        "name": "Yurtiçi Kargo",
        "erp_code": "yurtici-kargo",
        "shipping_company": "yurtici-kargo",
        "is_active": True,
    }
    assert api.get(f"{path}{company.pk}/").json() == shown
    assert api.get(path, {"erp_code": "yurtici-kargo"}).json()["results"] == [shown]
    assert api.get(path).json()["count"] == 2


def test_what_is_not_offered_any_more_is_left_out_where_that_is_asked(api, channel):
    ShippingCompanyFactory(is_active=False)
    path = f"/api/v1/channel/{channel.pk}/cargos/"
    assert api.get(path).json()["count"] == 1
    assert api.get(path, {"is_active": "true"}).json()["count"] == 0


def test_a_strangers_channel_has_no_cargos(stranger, channel):
    assert stranger.get(f"/api/v1/channel/{channel.pk}/cargos/").status_code == 404
