"""On a package's page: a tracking number that another package has, and one put right."""

import pytest
from django.utils import timezone

from orders.states import Status
from tests.factories import SellerFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of
from tests.seller_center.packages.pages import messages_of, on_one_line, opened_in, text_of, url_of

pytestmark = pytest.mark.django_db


def on_its_way(seller, company, number):
    package = package_of(seller, Status.SHIPPED)
    package.items.update(shipping_company=company, tracking_number=number)
    type(package).objects.update(shipping_company=company, tracking_number=number)
    return fresh(package)


@pytest.fixture
def other(seller, jadlog):
    return on_its_way(seller, jadlog, "JD04")


@pytest.fixture
def ready(seller, other):
    return package_of(seller, Status.PREPARING, ready_at=timezone.now())


def ship(client, package, company, **known):
    values = {"company_id": company.pk, "tracking_number": "JD04", **known}
    return client.post(url_of(package, "ship/"), values, follow=True)


def correct(client, package, company, number, **values):
    values.setdefault("opened", opened_in(client.get(url_of(package)), "tracking"))
    values |= {"company_id": company.pk, "tracking_number": number}
    return client.post(url_of(package, "tracking/"), values, follow=True)


def test_a_number_that_is_known_names_the_other_package_and_is_shipped_when_sent_again(
    client, packer, ready, other, jadlog
):
    asked = ship(client, ready, jadlog)

    assert asked.status_code == 422
    assert (
        f'Package <a href="{url_of(other)}">{other.number}</a> travels under this tracking number,'
        " too: correct it, or send it again if both are in one parcel."
    ) in on_one_line(asked)
    assert "Not saved." not in text_of(asked)
    hidden = f'<input type="hidden" name="shared_with" value="{other.number}"'
    assert hidden in text_of(asked)
    assert fresh(ready).status == "ready_to_ship"

    ship(client, ready, jadlog, shared_with=other.number)
    assert fresh(ready).status == "shipped"


def test_a_number_of_another_seller_is_told_to_nobody(client, packer, package, ready, jadlog):
    stranger = on_its_way(SellerFactory(), jadlog, "JD09")

    response = ship(client, ready, jadlog, tracking_number="JD09")

    assert fresh(ready).status == "shipped"
    assert stranger.number not in text_of(response)


def test_a_number_is_put_right(client, packer, other, jadlog):
    response = correct(client, other, jadlog, "JD05")

    assert response.redirect_chain == [(url_of(other), 302)]
    assert messages_of(response) == [f"Package {other.number} travels with Jadlog JD05."]
    words = on_one_line(response)
    assert 'href="https://carrier.example.com/track/JD05"' in words
    assert "<del>JD04</del>" in words
    assert "<ins>JD05</ins>" in words


def test_what_is_wrong_with_a_correction_is_said_where_it_was_typed(client, packer, other, jadlog):
    response = correct(client, other, jadlog, "")

    assert response.status_code == 422
    words = on_one_line(response)
    assert "Jadlog needs a tracking number: type the one on its label." in words
    assert '<details class="disclosure" open> <summary class="btn">Correct Tracking' in words


def test_two_corrections_are_shown_side_by_side(client, packer, other, jadlog):
    seen = opened_in(client.get(url_of(other)), "tracking")
    correct(client, other, jadlog, "THEIRS-1")

    asked = correct(client, other, jadlog, "MINE-1", opened=seen)

    assert asked.status_code == 422
    words = on_one_line(asked)
    for word in ("Yours", "Theirs", "MINE-1", "THEIRS-1"):
        assert word in words
    assert fresh(other).tracking_number == "THEIRS-1"
    again = opened_in(asked, "tracking")
    correct(client, other, jadlog, "MINE-1", opened=again, **{"choose-tracking_number": "mine"})
    assert fresh(other).tracking_number == "MINE-1"


def test_a_correction_that_comes_after_the_delivery_stays(client, packer, other, jadlog):
    seen = opened_in(client.get(url_of(other)), "tracking")
    client.post(url_of(other, "do/delivered/"))

    response = correct(client, other, jadlog, "JD05", opened=seen)

    assert response.status_code == 422
    words = on_one_line(response)
    sentence = f"Package {other.number} is Delivered: Correct Tracking Number is not possible."
    assert sentence in words
    assert "You typed: Jadlog, JD05." in words


def test_the_way_it_is_corrected_stands_on_the_pages_of_those_on_their_way(
    client, packer, ready, other
):
    caption = "Correct Tracking Number"
    assert caption in text_of(client.get(url_of(other)))
    assert caption not in text_of(client.get(url_of(ready)))
    client.force_login(UserFactory(role="MPO", channels=[other.order.channel]))
    assert caption not in text_of(client.get(url_of(other)))
