"""A client looks products up, adds and changes them."""

import pytest

from catalog.models import Product
from tests.api.clients import client_of
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["flat", "in channel"])
def path(request, channel):
    flat = request.param == "flat"
    return "/api/v1/products/" if flat else f"/api/v1/channel/{channel.pk}/products/"


SENT = {
    "sku": "LUM-IPE-1",
    "name": "Luminária Ipê",
    "attributes": {"color": "Latão"},
    "image_url": "https://images.example/ipe.jpg",
    "non_returnable": True,
    "is_active": True,
}


def test_what_was_sent_stands_in_the_answer_and_is_read_again(api, path):
    answer = api.post(path, {**SENT, "unknown": 7})

    assert answer.status_code == 201
    shown = answer.json()
    assert {name: shown[name] for name in SENT} == SENT
    assert shown["pk"] == Product.objects.get().pk
    assert api.get(f"{path}{shown['pk']}/").json() == shown


def test_a_change_keeps_what_it_does_not_say(api, path):
    product = ProductFactory(name="Luminária Ipê", sku="LUM-IPE-1")
    answer = api.patch(f"{path}{product.pk}/", {"name": "Luminária Ipê II", "unknown": 7})

    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["sku"]) == ("Luminária Ipê II", "LUM-IPE-1")
    product.refresh_from_db()
    assert product.name == "Luminária Ipê II"


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"sku": "A" * 129}, "sku", "128"),
        ({"name": "A" * 256}, "name", "255"),
        ({"name": ""}, "name", "blank"),
        ({"image_url": "https://images.example/" + "a" * 500}, "image_url", "500"),
        ({"image_url": "javascript:alert(1)"}, "image_url", "URL"),
        ({"attributes": []}, "attributes", "dictionary"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(api, path, given, field, told):
    answer = api.post(path, {**SENT, **given})

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}
    assert told in answer.json()[field][0]
    assert not Product.objects.exists()


def test_a_sku_that_is_taken_is_told_at_its_field(api, path):
    ProductFactory(sku="LUM-IPE-1")
    answer = api.post(path, SENT)

    assert answer.status_code == 400
    assert answer.json() == {
        "sku": ["There is a product with the SKU LUM-IPE-1 already."],
        "code": "unique",
    }


@pytest.mark.parametrize(
    "params",
    [
        {"sku": "LUM-IPE-1"},
        {"sku__in": "LUM-IPE-1,NONE"},
        {"name": "Luminária Ipê"},
    ],
)
def test_a_product_is_found(api, path, params):
    product = ProductFactory(sku="LUM-IPE-1", name="Luminária Ipê")
    ProductFactory(sku="LUM-IPE-2", name="Other")

    assert [each["pk"] for each in api.get(path, params).json()["results"]] == [product.pk]


def test_several_are_found_by_their_keys(api, path):
    one, two, _three = ProductFactory.create_batch(3)
    found = api.get(path, {"pk__in": f"{one.pk},{two.pk}"}).json()["results"]
    assert [each["pk"] for each in found] == [one.pk, two.pk]


def test_who_may_not_take_orders_in_adds_no_product(channel, path):
    product = ProductFactory()
    support = client_of(UserFactory(role="Support", channels=[channel]))
    assert support.post(path, SENT).status_code == 403
    assert support.patch(f"{path}{product.pk}/", {"name": "Other"}).status_code == 403
    assert support.get(f"{path}{product.pk}/").status_code == 200


def test_who_may_not_look_orders_up_sees_no_product():
    product = ProductFactory()
    seller = client_of(UserFactory(role="Seller"))
    assert seller.get(f"/api/v1/products/{product.pk}/").status_code == 404
    assert seller.get("/api/v1/products/").json()["results"] == []


def test_a_strangers_channel_is_not_found(stranger, channel):
    assert stranger.get(f"/api/v1/channel/{channel.pk}/products/").status_code == 404


@pytest.mark.parametrize("rows", [3, 33])
def test_a_list_takes_the_same_queries_whatever_its_size(
    api, path, rows, django_assert_max_num_queries
):
    ProductFactory.create_batch(rows)
    with django_assert_max_num_queries(9):
        assert len(api.get(path, {"limit": 50}).json()["results"]) == rows
