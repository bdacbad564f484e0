import pytest

from orders.models import Order
from tests.factories import (
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


@pytest.mark.parametrize(
    "number",
    ["A 17/11", ".", "..", "a.b", "~2F", "Sipariş №7", "50%", "a\\b", "a?b#c", "x" * 128],
)
def test_an_order_number_may_hold_any_character(panel, channel, number):
    order = OrderFactory(channel=channel, number=number)
    response = panel.get(url_of(order))
    assert response.status_code == 200
    assert response.context["order"] == order


@pytest.mark.parametrize(
    ("number", "page"),
    [
        ("1711", "detail"),
        ("1711", "log"),
        ("1711", "edit-customer"),
        ("Sipariş 1/№7", "detail"),
        ("<b>", "detail"),
        ("a\0b", "detail"),
        ("x" * 300, "detail"),
    ],
)
def test_an_unknown_order_is_not_found_inside_the_frame(panel, channel, number, page):
    response = panel.get(url_of(number, page))
    assert response.status_code == 404
    assert "There is no such order here" in text_of(response)
    assert response.context["number"] == number
    assert 'id="nav"' in response.content.decode()


def test_a_stranger_s_order_looks_like_one_that_does_not_exist(panel, channel):
    stranger = OrderFactory(channel=SalesChannelFactory(), number="1711")
    strange = text_of(panel.get(url_of(stranger)))
    Order.objects.filter(pk=stranger.pk).update(number="1712")
    assert text_of(panel.get(url_of("1711"))) == strange
    assert "1711 does not exist, or it belongs to a channel you are not given." in strange


@pytest.mark.parametrize("role", ["MPO", "Seller", "API client"])
def test_other_roles_find_no_order(client, channel, order, role):
    client.force_login(UserFactory(role=role, channels=[channel]))
    assert client.get(url_of(order)).status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(client, order):
    response = client.get(url_of(order))
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/omnitron/orders/1711/"
