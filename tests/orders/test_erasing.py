import json

import pytest
from django.core.serializers import serialize
from django.db import DatabaseError, connection

from omnitron.core.errors import NotFound
from orders.models import Address, Customer, Order, OrderEvent
from orders.services.editing import Opened, edit_customer
from orders.services.erasing import erase_customer
from orders.services.noting import add_note
from orders.snapshots import snapshot_of
from orders.states import Status
from tests.factories import (
    CustomerFactory,
    OrderEventFactory,
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PERSONAL = ("Antônia", "Guimarães", "antonia@exemplo.com.br", "99102441", "Marechal", "89802-140")


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def admin(channel):
    return UserFactory(role="Admin", channels=[channel])


@pytest.fixture
def customer(channel):
    return CustomerFactory(channel=channel)


@pytest.fixture
def order(customer, admin):
    """An order whose customer was edited once, so that its log has personal data too."""
    order = OrderFactory(
        channel=customer.channel,
        customer=customer,
        items=1,
        notes="Antônia mora no fundo",
        gift_box_note="Parabéns, Antônia!",
        remote_addr="203.0.113.7",
        extra_field={"loyalty": "Antônia"},
    )
    opened = Opened(order.version, snapshot_of(order))
    typed = {
        "first_name": "Antônia",
        "last_name": "Guimarães",
        "email": "antonia@exemplo.com.br",
        "phone": "+5549991024417",
        "shipping_address.line": "Rua Marechal Deodoro 480",
        "shipping_address.postcode": "89802-140",
    }
    edit_customer(
        actor=admin,
        number=order.number,
        opened=opened,
        wanted=opened.values | typed,
        also_future=True,
    )
    add_note(actor=admin, number=order.number, text="Antônia ligou")
    return order


def stored():
    """Every stored byte that could name a customer."""
    tables = [Order, Address, Customer, OrderEvent]
    return "\n".join(
        json.dumps(json.loads(serialize("json", model.objects.all())), ensure_ascii=False)
        for model in tables
    )


def test_nothing_personal_is_left_anywhere(order, admin):
    assert [word for word in PERSONAL if word not in stored()] == []
    erase_customer(actor=admin, number=order.number)
    assert [word for word in (*PERSONAL, "203.0.113.7") if word in stored()] == []


def test_nobody_finds_the_customer_by_search(order, admin):
    erase_customer(actor=admin, number=order.number)
    order.refresh_from_db()
    assert order.search == ""


def test_what_is_not_personal_stays(order, admin):
    OrderEventFactory(order=order, kind="status_changed", changes={"status": [400, 450]})
    version = Order.objects.get().version
    erase_customer(actor=admin, number=order.number)
    order.refresh_from_db()
    assert order.status == Status.APPROVED
    assert order.version == version + 1
    assert order.shipping_address.country == "BR"
    assert order.events.get(kind="status_changed").changes == {"status": [400, 450]}
    edited = order.events.get(kind="customer_edited")
    assert edited.changes["shipping_address.line"] == [None, None]
    assert set(edited.changes) == {
        "first_name",
        "last_name",
        "email",
        "phone",
        "shipping_address.line",
        "shipping_address.postcode",
        "customer.first_name",
        "customer.last_name",
        "customer.email",
        "customer.phone",
    }


def test_all_orders_of_the_customer_are_erased_and_each_log_says_so(order, customer, admin):
    other = OrderFactory(channel=customer.channel, customer=customer)
    stranger = OrderFactory(channel=customer.channel)
    assert erase_customer(actor=admin, number=order.number) == 2
    other.refresh_from_db()
    stranger.refresh_from_db()
    customer.refresh_from_db()
    assert (other.email, other.first_name) == ("", "")
    assert (stranger.first_name, stranger.shipping_address.city) == ("Inês", "Belo Horizonte")
    assert customer.is_active is False
    erased = OrderEvent.objects.filter(kind="customer_erased")
    assert {event.order: event.actor for event in erased} == {order: admin, other: admin}


def test_the_log_is_closed_again_afterwards(order, admin):
    erase_customer(actor=admin, number=order.number)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE orders_orderevent SET note = 'other'")


def test_a_stranger_erases_nothing(order):
    stranger = UserFactory(role="Admin", channels=[SalesChannelFactory()])
    with pytest.raises(NotFound):
        erase_customer(actor=stranger, number=order.number)
    order.refresh_from_db()
    assert order.first_name == "Antônia"
