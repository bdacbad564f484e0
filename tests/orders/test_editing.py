import pytest

from omnitron.core.errors import NotFound
from orders.models import Address, OrderEvent
from orders.services.editing import edit_customer
from orders.snapshots import BILLING, FIELDS, SAME, SHIPPING, effective, fields_of, snapshot_of
from tests.factories import AddressFactory, DistrictFactory, SalesChannelFactory, UserFactory
from tests.orders.edits import changes_of, edit, opened_now


def test_a_snapshot_has_every_field(order):
    assert set(snapshot_of(order)) == set(FIELDS)


def test_an_edit_changes_the_order_and_logs_only_what_changed(order, support):
    edited = edit(order, support, first_name="Ines", email="ines@exemplo.com.br")

    version, email = order.version, order.email
    order.refresh_from_db()
    event = order.events.get()
    assert (edited.changed, edited.merged_with) == (True, None)
    assert (order.first_name, order.last_name) == ("Ines", "Araújo Pimentel")
    assert order.version == version + 1
    assert (event.kind, event.actor, event.note) == ("customer_edited", support, "")
    assert event.changes == {
        "first_name": ["Inês", "Ines"],
        "email": [email, "ines@exemplo.com.br"],
    }


def test_an_edit_leaves_the_customer_s_own_record_alone(order, support):
    edit(order, support, first_name="Ines")
    order.customer.refresh_from_db()
    assert order.customer.first_name == "Inês"


def test_a_tick_takes_the_contact_over_for_future_orders(order, support):
    edit(order, support, also_future=True, phone="+5549991024417")
    order.customer.refresh_from_db()
    assert order.customer.phone_number == "+5549991024417"
    assert changes_of(order) == [
        {
            "phone": ["+5531988401276", "+5549991024417"],
            "customer.phone": ["+5531988401276", "+5549991024417"],
        }
    ]


def test_saving_without_a_change_writes_nothing(order, support):
    version = order.version
    assert edit(order, support, also_future=True).changed is False
    order.refresh_from_db()
    assert order.version == version
    assert not OrderEvent.objects.exists()


def test_an_address_in_use_is_never_edited(order, support):
    old = order.shipping_address
    edit(order, support, shipping_address__city="Betim")
    order.refresh_from_db()
    old.refresh_from_db()
    assert old.city == "Belo Horizonte"
    assert (order.shipping_address.city, order.shipping_address.line) == ("Betim", old.line)
    assert order.shipping_address.customer == order.customer
    assert order.billing_address == order.shipping_address
    assert changes_of(order) == [{"shipping_address.city": ["Belo Horizonte", "Betim"]}]


def test_an_edited_address_keeps_what_no_page_shows(order, support):
    moda = DistrictFactory()
    beside = {
        "email": "ines@example.com",
        "title": "Home",
        "notes": "Third floor",
        "e_bill_taxpayer": True,
        "address_type": "retail_store",
        "remote_id": "R7",
        "extra_field": {"floor": 3},
    }
    old = AddressFactory(
        customer=order.customer,
        country="TR",
        city="İstanbul",
        township="Kadıköy",
        district="Moda",
        place_country=moda.township.city.country,
        place_city=moda.township.city,
        place_township=moda.township,
        place_district=moda,
        hash_data="0cc175b9c0f1b6a831c399e269772661",
        **beside,
    )
    order.shipping_address = order.billing_address = old
    order.save()
    edit(order, support, shipping_address__township="Beşiktaş", shipping_address__line="Moda Cd. 7")
    order.refresh_from_db()
    new = order.shipping_address
    assert new != old
    assert {name: getattr(new, name) for name in beside} == beside
    assert (new.place_country, new.place_city) == (old.place_country, old.place_city)
    assert (new.place_township, new.place_district, new.hash_data) == (None, None, None)


def test_no_address_is_made_when_none_changed(order, support):
    edit(order, support, first_name="Ines")
    order.refresh_from_db()
    assert Address.objects.get() == order.shipping_address == order.billing_address


def test_a_billing_address_of_its_own_makes_one_row(order, support):
    opened = opened_now(order)
    billing = {name: effective(opened.values)[name] for name in fields_of(BILLING)}
    wanted = opened.values | billing | {SAME: "", f"{BILLING}.company_name": "Ipê Ltda"}
    edit_customer(actor=support, number=order.number, opened=opened, wanted=wanted)
    shipping = order.shipping_address
    order.refresh_from_db()
    assert order.shipping_address == shipping
    assert order.billing_address.company_name == "Ipê Ltda"
    assert Address.objects.count() == 2
    assert changes_of(order) == [
        {"billing_same": ["yes", ""], "billing_address.company_name": ["", "Ipê Ltda"]}
    ]


def test_the_billing_address_can_become_the_shipping_address(order, support):
    order.billing_address = AddressFactory(customer=order.customer, city="Betim")
    order.save()
    edit(order, support, billing_same="yes")
    order.refresh_from_db()
    assert order.billing_address == order.shipping_address
    assert changes_of(order) == [
        {"billing_same": ["", "yes"], "billing_address.city": ["Betim", "Belo Horizonte"]}
    ]


def test_an_emptied_address_is_no_address(order, support):
    edit(order, support, **dict.fromkeys(fields_of(SHIPPING), ""))
    order.refresh_from_db()
    assert (order.shipping_address, order.billing_address) == (None, None)


def test_an_order_without_addresses_can_be_given_one(support, order):
    order.shipping_address = order.billing_address = None
    order.save()
    edit(order, support, shipping_address__city="Betim", shipping_address__country="BR")
    order.refresh_from_db()
    assert order.shipping_address.city == "Betim"
    assert order.billing_address == order.shipping_address


def test_a_stranger_s_order_does_not_exist(order):
    stranger = UserFactory(role="Support", channels=[SalesChannelFactory()])
    opened = opened_now(order)
    with pytest.raises(NotFound, match=f"There is no order {order.number}"):
        edit(order, stranger, opened, first_name="X")
    order.refresh_from_db()
    assert order.first_name == "Inês"
