"""Whatever is declined is JSON with a code."""

import pytest
from rest_framework.test import APIClient

from tests.factories import OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def test_an_address_without_anything_is_404_as_json():
    answer = APIClient().get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is nothing at this address.", "code": "not_found"}


def test_a_wrong_method_is_405_as_json(api):
    answer = api.delete("/api/v1/orders/")

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("method", ["post", "patch", "put", "delete"])
def test_a_wrong_method_with_a_key_is_405_too(api, method):
    ask = getattr(api, method)

    answer = ask("/api/v1/transactions/", headers={"Idempotency-Key": "once"})

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_too_large_a_body_is_413_as_json(api):
    answer = api.generic(
        "POST", "/api/v1/orders/", "x" * (5 * 1024 * 1024 + 1), content_type="application/json"
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000,
        '{"extra_field": {"a": "\\u0000"}}',
        '{"extra_field": {"\\ud800": 1}}',
        '{"invoice_number": "\\ud800"}',
        '{"status": NaN}',
        '{"invoice_number": "\0"}',
        b'{"invoice_number": "\xff"}',
        "9" * 5_000,
    ],
)
def test_what_is_no_readable_json_is_400(api, channel, body):
    item = OrderItemFactory(order__channel=channel)

    answer = api.generic(
        "PATCH", f"/api/v1/order_items/{item.pk}/", body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert "code" in answer.json()


@pytest.mark.parametrize(("levels", "status"), [(100, 200), (101, 400), (800, 400)])
def test_what_pages_could_not_read_again_is_400(api, channel, levels, status):
    item = OrderItemFactory(order__channel=channel)
    body = '{"extra_field": ' + '{"a": ' * (levels - 1) + "1" + "}" * levels

    answer = api.generic(
        "PATCH", f"/api/v1/order_items/{item.pk}/", body, content_type="application/json"
    )

    assert answer.status_code == status


def test_another_content_type_is_415_as_json(api, channel):
    item = OrderItemFactory(order__channel=channel)

    answer = api.patch(f"/api/v1/order_items/{item.pk}/", {"status": 450}, format="multipart")

    assert answer.status_code == 415
    assert "code" in answer.json()


def test_a_list_in_place_of_an_object_is_400(api, channel):
    order = OrderFactory(channel=channel)

    answer = api.patch(f"/api/v1/orders/{order.pk}/", [1])

    assert answer.status_code == 400
    assert set(answer.json()) == {"non_field_errors", "code"}


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5_000, "x", "-1"])
def test_a_key_that_no_row_can_have_is_404(api, key):
    assert api.get(f"/api/v1/orders/{key}/").status_code == 404


def test_a_strangers_channel_is_404(stranger, channel):
    answer = stranger.get(f"/api/v1/channel/{channel.pk}/orders/")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("method", "path", "accept", "status"),
    [
        ("post", "/api/docs/", "*/*", 405),
        ("get", "/api/docs/", "image/png", 406),
        ("post", "/api/schema/", "*/*", 405),
        ("get", "/api/schema/", "image/png", 406),
        ("get", "/api/v1/active_user/", "text/html", 406),
    ],
)
def test_the_document_and_its_page_decline_as_json(api, method, path, accept, status):
    answer = getattr(api, method)(path, headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert set(answer.json()) == {"detail", "code"}
    assert isinstance(answer.json()["detail"], str)


def test_a_host_that_is_none_is_400_as_json():
    answer = APIClient().get("/api/v1/orders/", headers={"Host": "no host"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json() == {"detail": "This request cannot be read.", "code": "unreadable"}


def test_pages_are_told_of_it_as_pages(client):
    answer = client.get("/healthz", headers={"Host": "no host"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
