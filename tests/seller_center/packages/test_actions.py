"""The steps of a package's page, and what each refuses: nothing written, nothing typed lost."""

import pytest
from django.utils import timezone

from orders.states import Status
from tests.factories import OrderItemFactory
from tests.orders.packages.parcels import package_of, statuses_of
from tests.seller_center.packages.pages import (
    actions_on,
    is_untouched,
    on_one_line,
    send,
    text_of,
    url_of,
)

pytestmark = pytest.mark.django_db


TODAY = timezone.localdate()


@pytest.mark.parametrize(
    "step",
    ["ship/", "invoice/", "delivery/", "divide/", "reject/", "undo/1/", "do/start_preparing/"],
)
def test_the_address_of_a_form_leads_to_the_page_that_has_it(client, packer, package, step):
    response = client.get(url_of(package, step))

    assert (response.status_code, response.url) == (302, url_of(package))


def test_the_answer_to_a_form_bears_the_address_of_its_page(client, packer, ready):
    address = f'data-address="{url_of(ready)}"'

    assert address in text_of(send(client, ready, "ship/", company_id="", tracking_number=""))
    assert address not in text_of(client.get(url_of(ready)))


def test_a_package_that_is_held_offers_nothing(client, packer, seller):
    package = package_of(seller, Status.CANCELED)
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    assert actions_on(client.get(url_of(package))) == []
    response = send(client, package, "do/start_preparing/")

    assert response.status_code == 422
    sentence = f"All items of package {package.number} wait for their cancellation or are canceled:"
    assert f"{sentence} Start Preparing is not possible." in on_one_line(response)


def test_a_package_of_which_a_part_has_left_offers_no_step_back(client, packer, seller):
    package = package_of(seller, Status.PREPARING, Status.SHIPPED)

    actions = actions_on(client.get(url_of(package)))
    assert ("Ready to Ship" in actions, "One Step Back" in actions) == (True, False)
    response = send(client, package, "do/step_back/")

    assert response.status_code == 422
    assert f"A part of package {package.number} has left: One Step Back" in on_one_line(response)
    assert is_untouched(package)


def test_no_action_moves_what_a_plan_holds(client, packer, package):
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    send(client, package, "do/start_preparing/")

    assert statuses_of(package) == [Status.PREPARING, Status.CANCELLATION_WAITING]
    assert "Cancellation Waiting" in text_of(client.get(url_of(package)))
