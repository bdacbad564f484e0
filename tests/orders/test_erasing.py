import json

import pytest
from django.core.serializers import serialize
from django.db import DatabaseError, connection

from omnitron.core.errors import NotFound
from orders.models import (
    Address,
    Contract,
    Customer,
    Order,
    OrderEvent,
    OrderItem,
    OrderSelection,
    PastedNumbers,
)
from orders.services.editing import Opened, edit_customer
from orders.services.erasing import erase_in_orders
from orders.services.noting import add_note
from orders.snapshots import snapshot_of
from orders.states import Status
from tests.factories import (
    AddressFactory,
    ContractFactory,
    CustomerFactory,
    DistrictFactory,
    OrderEventFactory,
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PERSONAL = (
    *("Antônia", "Guimarães", "antonia@exemplo.com.br", "99102441", "Marechal", "89802-140"),
    *("ERP-4417", "casa da Toninha", "campainha", "REMOTO-9", "Kadıköy", "Moda"),
    "0cc175b9c0f1b6a831c399e269772661",
)


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def admin(channel):
    return UserFactory(role="Admin", channels=[channel])


@pytest.fixture
def customer(channel):
    customer = CustomerFactory(
        channel=channel, erp_code="ERP-4417", extra_field={"nickname": "Toninha"}
    )
    moda = DistrictFactory()
    AddressFactory(
        customer=customer,
        country="TR",
        city="İstanbul",
        township="Kadıköy",
        district="Moda",
        place_country=moda.township.city.country,
        place_city=moda.township.city,
        place_township=moda.township,
        place_district=moda,
        email="antonia@exemplo.com.br",
        title="casa da Toninha",
        notes="a campainha não toca",
        remote_id="REMOTO-9",
        extra_field={"porteiro": "Toninha"},
        hash_data="0cc175b9c0f1b6a831c399e269772661",
    )
    return customer


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
    order.items.update(extra_field={"engraving": "Antônia"})
    ContractFactory(order=order, body="Entre a loja e Antônia Guimarães")
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
    tables = [Order, Address, Customer, OrderEvent, OrderItem, Contract]
    return "\n".join(
        json.dumps(json.loads(serialize("json", model.objects.all())), ensure_ascii=False)
        for model in tables
    )


def test_nothing_personal_is_left_anywhere(order, admin):
    assert [word for word in PERSONAL if word not in stored()] == []
    erase_in_orders(actor=admin, number=order.number)
    assert [word for word in (*PERSONAL, "203.0.113.7") if word in stored()] == []


def test_of_an_address_the_country_is_left(order, customer, admin):
    erase_in_orders(actor=admin, number=order.number)
    keys = ("place_country__code", "place_city", "place_township", "place_district", "hash_data")
    kept = set(customer.addresses.values_list("country", *keys))
    assert kept == {("TR", "TR", None, None, None, None), ("BR", None, None, None, None, None)}


def test_nobody_finds_the_customer_by_search(order, admin):
    erase_in_orders(actor=admin, number=order.number)
    order.refresh_from_db()
    assert order.search == ""


def test_what_is_not_personal_stays(order, admin):
    OrderEventFactory(order=order, kind="status_changed", changes={"status": [400, 450]})
    version = Order.objects.get().version
    erase_in_orders(actor=admin, number=order.number)
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
    assert erase_in_orders(actor=admin, number=order.number).order_ids == [order.pk, other.pk]
    other.refresh_from_db()
    stranger.refresh_from_db()
    customer.refresh_from_db()
    assert (other.email, other.first_name) == ("", "")
    assert (stranger.first_name, stranger.shipping_address.city) == ("Inês", "Belo Horizonte")
    assert customer.is_active is False
    erased = OrderEvent.objects.filter(kind="customer_erased")
    assert {event.order: event.actor for event in erased} == {order: admin, other: admin}


def test_the_log_is_closed_again_afterwards(order, admin):
    erase_in_orders(actor=admin, number=order.number)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE orders_orderevent SET note = 'other'")


def test_a_stranger_erases_nothing(order):
    stranger = UserFactory(role="Admin", channels=[SalesChannelFactory()])
    with pytest.raises(NotFound):
        erase_in_orders(actor=stranger, number=order.number)
    order.refresh_from_db()
    assert order.first_name == "Antônia"


@pytest.mark.parametrize(
    ("query", "is_gone"),
    [
        ("q=antonia%40exemplo.com.br", True),
        ("q=ANTONIA%40exemplo.com.br&status=400", True),
        ("q=%2B55+49+99102-4417", True),
        ("q=Ant%C3%B4nia+Guimar%C3%A3es", True),
        ("q=guimaraes+antonia", True),
        ("customer=antonia%40exemplo.com.br", True),
        ("customer=guimaraes&q=antonia", True),
        ("q=silva&customer=antonia%40exemplo.com.br", True),
        ("q=antonia%40exemplo.com.br+silva", True),
        (f"customer={'a%40b.example+' * 300}", False),
        ("q=%40" + "%EF%B7%BA" * 110, False),
        ("customer=guimaraes", False),
        ("q=Ant%C3%B4nia", False),
        ("q=4417", False),
        ("q=outra%40exemplo.com.br", False),
        ("status=400", False),
    ],
)
def test_a_selection_that_searched_for_them_is_forgotten(order, admin, query, is_gone):
    OrderSelection.objects.create(user=admin, filter_query=query)
    erase_in_orders(actor=admin, number=order.number)
    assert OrderSelection.objects.exists() is not is_gone


def test_a_pasted_list_with_their_address_is_forgotten(order, admin):
    PastedNumbers.keep(["1711", "antonia@exemplo.com.br"], user=admin)
    other = PastedNumbers.keep(["1711", "1712"], user=admin)
    erase_in_orders(actor=admin, number=order.number)
    assert PastedNumbers.objects.get() == other
