"""Shipping on the page of a package: company, tracking number, and what is refused."""

import pytest
from django.utils import timezone

from orders.services.packages.shipping import ship_package
from orders.states import Status
from tests.factories import ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import (
    is_untouched,
    messages_of,
    on_one_line,
    send,
    text_of,
    url_of,
)

pytestmark = pytest.mark.django_db


def test_a_package_is_shipped(client, packer, ready, jadlog):
    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number=" JD04 ")

    assert response.redirect_chain == [(url_of(ready), 302)]
    assert messages_of(response) == [f"Package {ready.number} is Shipped now."]
    package = fresh(ready)
    assert (package.status, package.shipping_company, package.tracking_number) == (
        "shipped",
        jadlog,
        "JD04",
    )
    assert 'href="https://carrier.example.com/track/JD04"' in text_of(response)


def test_a_company_of_ones_own_needs_no_number(client, packer, ready):
    van = ShippingCompanyFactory(name="Own van", needs_tracking_number=False)
    assert "Without a number: Own van." in text_of(client.get(url_of(ready)))

    send(client, ready, "ship/", company_id=van.pk, tracking_number="")

    assert fresh(ready).status == "shipped"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"tracking_number": ""},
            "Jadlog needs a tracking number: type the one on its label.",
        ),
        (
            {"tracking_number": "X" * 129},
            "The tracking number has more than 128 characters: look at it again.",
        ),
        (
            {"company_id": ""},
            "Choose the shipping company from the list: this one is not offered.",
        ),
        (
            {"company_id": "999999999999999999999"},
            "Choose the shipping company from the list: this one is not offered.",
        ),
    ],
)
def test_what_is_wrong_with_a_shipment_is_said(client, packer, ready, jadlog, typed, sentence):
    values = {"company_id": jadlog.pk, "tracking_number": "JD04", **typed}

    response = send(client, ready, "ship/", **values)

    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    if values["tracking_number"]:
        assert f'value="{values["tracking_number"]}"' in page
    if values["company_id"] == jadlog.pk:
        assert f'<option value="{jadlog.pk}" selected>Jadlog</option>' in page
    assert is_untouched(ready)


def test_a_company_that_was_made_passive_meanwhile_is_refused(client, packer, ready, jadlog):
    jadlog.is_active = False
    jadlog.save()

    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number="JD04")

    assert response.status_code == 422
    assert 'value="JD04"' in text_of(response)
    assert is_untouched(ready)


def test_what_was_typed_stays_though_somebody_else_has_shipped(
    client, packer, seller, ready, jadlog
):
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    ship_package(actor=ana, number=ready.number, company_id=jadlog.pk, tracking_number="FIRST")

    response = send(client, ready, "ship/", company_id=jadlog.pk, tracking_number="SECOND")

    assert response.status_code == 422
    page = " ".join(text_of(response).split())
    sentence = f"Package {ready.number} is Shipped: Ship is not possible. Ana Lima (ana) did that:"
    assert sentence in page
    assert "You typed: Jadlog, SECOND." in page
    assert fresh(ready).tracking_number == "FIRST"


def test_what_becomes_of_a_package_is_shown_and_not_possible_before_it_has_left(
    client, packer, seller, ready, mpo
):
    words = on_one_line(client.get(url_of(ready)))
    assert "The package is Ready to Ship: say here what became of it once it is shipped." in words
    for caption in ("Delivered", "Delivery Failed"):
        assert f'aria-describedby="after-shipping-why" disabled>{caption}</button>' in words

    shipped = package_of(seller, Status.SHIPPED)
    assert "After shipping" not in text_of(client.get(url_of(shipped)))


def test_what_came_back_is_shipped_once_more(client, packer, seller, jadlog):
    package = package_of(seller, Status.ATTEMPTED_DELIVERY, failed_at=timezone.now())

    send(client, package, "ship/", company_id=jadlog.pk, tracking_number="JD05")

    assert (fresh(package).status, fresh(package).tracking_number) == ("shipped", "JD05")
