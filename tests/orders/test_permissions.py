"""Services ask for the permission themselves: a file, a task or the shell has no view before it."""

import pytest

from omnitron.core.errors import Refusal
from orders.models import OrderEvent, SalesChannel, Seller, ShippingCompany
from orders.services import setting_up
from orders.services.erasing import erase_in_orders
from orders.services.noting import add_note
from tests.factories import (
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.edits import edit, opened_now

pytestmark = pytest.mark.django_db

COMPANY = {
    "code": "aras",
    "name": "Aras",
    "tracking_url_template": "",
    "needs_tracking_number": True,
}
CHANNEL = {
    "name": "Web",
    "slug": "web",
    "channel_type": "web",
    "currency": "TRY",
    "timezone": "Europe/Istanbul",
}
SELLER = {"code": "lum", "name": "Luminar", "email": ""}
COMPANIES, CHANNELS, SELLERS = (
    "“Set up shipping companies”",
    "“Set up sales channels and who has access”",
    "“Set up sellers and their staff”",
)


def refused(needed):
    return pytest.raises(
        Refusal, match=f"^This needs {needed}, which you do not have. Ask an administrator.$"
    )


@pytest.fixture
def reader(order):
    """Somebody who sees the order and may do nothing with it."""
    return UserFactory(permissions=["orders.view_orders"], channels=[order.channel])


def test_a_note_needs_its_permission(order, reader):
    with refused("“Add notes to the order log”"):
        add_note(actor=reader, number=order.number, text="Hello")
    assert not OrderEvent.objects.exists()


def test_an_edit_needs_its_permission(order, reader):
    with refused("“Edit customer information and addresses”"):
        edit(order, reader, opened_now(order), first_name="Ines")
    order.refresh_from_db()
    assert order.first_name == "Inês"


def test_erasing_needs_more_than_editing(order, support):
    with refused("“Erase a customer's personal data”"):
        erase_in_orders(actor=support, number=order.number)
    order.refresh_from_db()
    assert order.first_name == "Inês"


def test_somebody_who_was_deactivated_may_nothing_any_more(order, support):
    support.is_active = False
    with refused("“Add notes to the order log”"):
        add_note(actor=support, number=order.number, text="Hello")


@pytest.mark.parametrize(
    ("create", "values", "needed"),
    [
        (setting_up.create_shipping_company, COMPANY, COMPANIES),
        (setting_up.create_channel, CHANNEL, CHANNELS),
        (setting_up.create_seller, SELLER, SELLERS),
    ],
)
def test_a_setting_is_added_with_its_permission_alone(create, values, needed):
    with refused(needed):
        create(actor=UserFactory(role="Operator"), **values)
    for model in (ShippingCompany, SalesChannel, Seller):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("factory", "change", "values", "needed"),
    [
        (ShippingCompanyFactory, setting_up.change_shipping_company, COMPANY, COMPANIES),
        (SalesChannelFactory, setting_up.change_channel, CHANNEL, CHANNELS),
        (SellerFactory, setting_up.change_seller, SELLER, SELLERS),
    ],
)
def test_a_setting_is_changed_and_deactivated_with_its_permission_alone(
    factory, change, values, needed
):
    subject = factory(**values)
    actor = UserFactory(role="Operator")

    with refused(needed):
        change(actor=actor, pk=subject.pk, opened=values, **{**values, "name": "Other"})
    with refused(needed):
        setting_up.set_active(actor=actor, model=type(subject), pk=subject.pk, active=False)

    subject.refresh_from_db()
    assert (subject.name, subject.is_active) == (values["name"], True)


def test_the_permission_for_one_kind_of_setting_gives_no_other():
    actor = UserFactory(permissions=["orders.manage_sellers"])
    channel = SalesChannelFactory()

    with refused(CHANNELS):
        setting_up.set_active(actor=actor, model=SalesChannel, pk=channel.pk, active=False)
    setting_up.set_active(actor=actor, model=Seller, pk=SellerFactory().pk, active=False)
    assert not Seller.objects.get().is_active
