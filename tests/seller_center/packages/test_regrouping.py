"""A package of their own for ticked items, and what is refused."""

import pytest

from orders.models import Package
from orders.states import Status
from tests.orders.packages.parcels import package_of
from tests.seller_center.packages.pages import is_untouched, messages_of, send, text_of, url_of

pytestmark = pytest.mark.django_db


def test_ticked_items_get_a_package_of_their_own(client, packer, seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    first, second = package.items.order_by("line_number")

    response = send(client, package, "divide/", item=[second.pk])

    new = Package.objects.exclude(pk=package.pk).get()
    assert list(new.items.all()) == [second]
    assert list(package.items.all()) == [first]
    (told,) = messages_of(response)
    link = f'<a href="{url_of(new)}">{new.number}</a>'
    assert told == f"1 line is in a package of its own now: {link}."


def test_an_empty_new_package_is_refused(client, packer, package):
    response = send(client, package, "divide/")

    assert response.status_code == 422
    sentence = "Tick the products of the new package first: it would be empty."
    assert sentence in text_of(response)
    assert is_untouched(package)


def test_a_package_is_not_emptied_and_the_ticks_stay(client, packer, package):
    item = package.items.get()

    response = send(client, package, "divide/", item=[item.pk])

    assert response.status_code == 422
    assert f"All products of package {package.number} are ticked" in text_of(response)
    assert f'value="{item.pk}" aria-label="Choose {item.name}" checked' in text_of(response)
    assert Package.objects.count() == 1


@pytest.mark.parametrize("key", ["nonsense", "-1", "9" * 30, "٣"])
def test_what_no_page_sends_is_no_item(client, packer, package, key):
    response = send(client, package, "divide/", item=[key])

    assert response.status_code == 422
    assert is_untouched(package)


def test_an_item_of_another_package_stays_there(client, packer, package, stranger):
    foreign = stranger.items.get()

    response = send(client, package, "divide/", item=[foreign.pk])

    assert response.status_code == 422
    assert f"There is no order line {foreign.pk} in package" in text_of(response)
    foreign.refresh_from_db()
    assert foreign.package == stranger
