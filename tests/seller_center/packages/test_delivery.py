"""Another delivery setting on the page of a package: chosen, refused, and chosen by two people."""

from datetime import timedelta

import pytest

from omnitron.core.formats import moment_text
from orders.delivering import ship_by_with
from orders.models import Package
from orders.services.packages.shipping import ship_package
from tests.factories import DeliverySettingFactory, SellerFactory
from tests.orders.packages.parcels import fresh, staff_of
from tests.seller_center.packages.pages import (
    is_untouched,
    messages_of,
    on_one_line,
    opened,
    send,
    text_of,
    url_of,
)

pytestmark = pytest.mark.django_db


def test_a_delivery_setting_that_was_chosen_stays_though_the_package_has_left(
    client, packer, seller, ready, jadlog
):
    express = DeliverySettingFactory(name="Express", seller=seller, shipping_company=jadlog)
    seen = opened(client, ready, "delivery/")
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    ship_package(actor=ana, number=ready.number, company_id=jadlog.pk, tracking_number="FIRST")

    response = send(client, ready, "delivery/", opened=seen, setting_id=express.pk)

    assert response.status_code == 422
    words = on_one_line(response)
    sentence = f"Package {ready.number} is Shipped: Change Delivery Setting is not possible."
    assert f"{sentence} Ana Lima (ana) did that:" in words
    by = moment_text(ship_by_with(ready, express), "list")
    assert f"You typed: Express, with Jadlog, Free, ship by {by}." in words
    assert fresh(ready).delivery_setting is None


def test_two_delivery_settings_are_shown_side_by_side(client, packer, seller, package):
    express, van = (
        DeliverySettingFactory(name=name, seller=seller, slug=name.lower(), is_default=False)
        for name in ("Express", "Van")
    )
    seen = opened(client, package, "delivery/")
    send(client, package, "delivery/", setting_id=express.pk)
    express.is_active = False
    Package.objects.update(status="shipped")
    express.save()
    Package.objects.update(status="waiting_packaging")

    asked = send(client, package, "delivery/", opened=seen, setting_id=van.pk)

    assert asked.status_code == 422
    table = on_one_line(asked).partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.index("Van") < table.index("Express")
    assert fresh(package).delivery_setting == express


def test_a_delivery_setting_says_what_it_costs_and_how_soon_the_package_has_to_leave(
    client, packer, seller, package
):
    package.order.currency = "BRL"
    package.order.save()
    standard = DeliverySettingFactory(
        name="Standard", seller=seller, calculator="fixed", price="14.20", handling_days=1
    )
    DeliverySettingFactory(
        name="Much",
        slug="much",
        seller=seller,
        is_default=False,
        calculator="amount_based",
        price="9.90",
        free_above="200",
    )
    Package.objects.update(delivery_setting=standard)

    words = on_one_line(client.get(url_of(package)))

    assert "<dd>Standard, R$14.20</dd>" in words
    by = moment_text(package.placed_at + timedelta(days=1), "list")
    assert f"Standard, with {standard.shipping_company}, R$14.20, ship by {by}</option>" in words
    by = moment_text(package.placed_at + timedelta(days=3), "list")
    assert f", R$9.90, free above R$200.00, ship by {by}</option>" in words


def test_another_delivery_setting_is_chosen(client, packer, package):
    express = DeliverySettingFactory(name="Express", seller=package.seller, handling_days=1)

    response = send(client, package, "delivery/", setting_id=express.pk)

    assert messages_of(response) == [f"Package {package.number} leaves by Express."]
    found = fresh(package)
    assert found.delivery_setting == express
    assert found.ship_by == package.placed_at + timedelta(days=1)


@pytest.mark.parametrize("which", ["passive", "another seller’s", "none"])
def test_a_delivery_setting_that_is_not_offered_is_refused(client, packer, package, which):
    strange = DeliverySettingFactory(name="Secret", seller=SellerFactory())
    passive = DeliverySettingFactory(name="Old", seller=package.seller, is_active=False)
    chosen = {"passive": passive.pk, "another seller’s": strange.pk, "none": ""}[which]

    response = send(client, package, "delivery/", setting_id=chosen)

    assert response.status_code == 422
    page = text_of(response)
    assert "Choose a delivery setting from the list: this one is not offered." in page
    assert '<details class="disclosure" open>' in page
    assert "Secret" not in page
    assert is_untouched(package)
