"""Two who say the same at the same moment: PostgreSQL decides, and nobody waits for a deadlock."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from omnitron.core.errors import FieldsRefused, Refusal
from orders.models import Address, Customer
from orders.services.people.addresses import AddressKnown, create_address
from orders.services.people.customers import create_customer
from tests.factories import CityFactory, CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def at_once(ask):
    barrier = Barrier(AT_ONCE)

    def one(_number):
        try:
            barrier.wait()
            return ask()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_address_is_made_and_the_others_are_led_to_it(actor, channel):
    customer, city = CustomerFactory(channel=channel), CityFactory()
    places = {"country": city.country_id, "city": city.pk}

    answers = at_once(
        lambda: create_address(
            actor=actor,
            channel_id=channel.pk,
            customer_id=customer.pk,
            places=places,
            line="Hemen sahil kenarı 7",
        )
    )

    address = Address.objects.get()
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == AT_ONCE - 1
    assert {type(refusal) for refusal in refused} == {AddressKnown}
    assert {refusal.hash_data for refusal in refused} == {address.hash_data}


def test_one_customer_is_made_and_the_others_read_which_field(actor, channel):
    answers = at_once(
        lambda: create_customer(actor=actor, channel_id=channel.pk, channel_code="C-17")
    )

    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == AT_ONCE - 1
    assert all(isinstance(refusal, FieldsRefused) for refusal in refused)
    assert {tuple(refusal.fields) for refusal in refused} == {("channel_code",)}
    assert Customer.objects.count() == 1
