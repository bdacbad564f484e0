import hashlib

import pytest

from geography.models import Country
from omnitron.core.errors import FieldsRefused, Forbidden
from orders.models import Address
from orders.services.people.addresses import AddressKnown, create_address
from tests.factories import (
    CityFactory,
    CustomerFactory,
    DistrictFactory,
    SalesChannelFactory,
    TownshipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(channel):
    return CustomerFactory(channel=channel)


@pytest.fixture
def moda():
    return DistrictFactory()


@pytest.fixture
def places(moda):
    city = moda.township.city
    return {
        "country": city.country_id,
        "city": city.pk,
        "township": moda.township_id,
        "district": moda.pk,
    }


@pytest.fixture
def create(actor, channel, customer, places):
    def create(**values):
        given = {"first_name": "Inês", "line": "Hemen sahil kenarı 7", "places": places}
        return create_address(
            actor=values.pop("actor", actor),
            channel_id=channel.pk,
            **{"customer_id": customer.pk, **given, **values},
        )

    return create


def test_an_address_is_kept_as_the_channel_tells_it(create, customer):
    address = create(
        last_name="Araújo",
        phone="05556667788",
        email="ines@example.com",
        title="COMM-876",
        postcode="34710",
        notes="Zil bozuk",
        company_name="Çınar Mobilya",
        tax_office="Kadıköy",
        tax_no="1234567890",
        identity_number="12345678901",
        e_bill_taxpayer=True,
        address_type="retail_store",
        remote_id="R7",
        extra_field={"floor": 3},
    )
    address.refresh_from_db()
    assert address.customer == customer
    assert (address.first_name, address.last_name) == ("Inês", "Araújo")
    assert (address.phone, address.email) == ("05556667788", "ines@example.com")
    assert (address.title, address.notes) == ("COMM-876", "Zil bozuk")
    assert (address.line, address.postcode) == ("Hemen sahil kenarı 7", "34710")
    assert (address.company_name, address.tax_office) == ("Çınar Mobilya", "Kadıköy")
    assert (address.tax_no, address.identity_number) == ("1234567890", "12345678901")
    assert (address.e_bill_taxpayer, address.address_type) == (True, "retail_store")
    assert (address.remote_id, address.extra_field) == ("R7", {"floor": 3})
    assert address.is_active is True


def test_its_texts_are_the_names_of_its_places(create, moda):
    address = create()
    address.refresh_from_db()
    texts = (address.country, address.city, address.township, address.district)
    assert texts == ("TR", "İstanbul", "Kadıköy", "Moda")
    assert address.place_country == Country.objects.get(code="TR")
    assert address.place_city == moda.township.city
    assert (address.place_township, address.place_district) == (moda.township, moda)


def test_it_may_lie_in_a_city_alone(create, places):
    address = create(places={"country": places["country"], "city": places["city"]})
    assert (address.city, address.township, address.district) == ("İstanbul", "", "")
    assert (address.place_township, address.place_district) == (None, None)


def test_the_same_address_of_a_customer_is_refused_with_the_hash_that_finds_it(create):
    address = create()
    assert len(address.hash_data) == len(hashlib.md5(b"", usedforsecurity=False).hexdigest())
    with pytest.raises(AddressKnown) as known:
        create()
    text = known.value.fields["non_field_errors"]
    assert isinstance(text, str)
    assert text.split()[0] == f"hash_data:{address.hash_data}"
    assert Address.objects.get(hash_data=known.value.hash_data) == address


def test_blanks_make_no_other_address(create):
    create(line="Hemen sahil kenarı 7")
    with pytest.raises(AddressKnown):
        create(line="  Hemen  sahil\nkenarı 7 ")


@pytest.mark.parametrize(
    "values",
    [
        {"line": "Hemen sahil kenarı 8"},
        {"first_name": "inês"},
        {"phone": "05556667788"},
        {"email": "ines@example.com"},
        {"title": "Home"},
        {"postcode": "34710"},
        {"notes": "Zil bozuk"},
        {"company_name": "Çınar"},
        {"tax_no": "1"},
        {"identity_number": "1"},
        {"e_bill_taxpayer": True},
        {"remote_id": "R7"},
        {"extra_field": {"floor": 3}},
    ],
)
def test_whatever_else_differs_makes_another_address(create, values):
    assert create().hash_data != create(**values).hash_data


def test_another_place_or_another_customer_makes_another_address(create, channel, moda, places):
    other = DistrictFactory(township=moda.township, name="Fenerbahçe")
    hashes = {
        create().hash_data,
        create(places={**places, "district": other.pk}).hash_data,
        create(customer_id=CustomerFactory(channel=channel).pk).hash_data,
    }
    assert len(hashes) == 3


@pytest.mark.parametrize("kind", ["country", "city", "township", "district"])
def test_a_place_that_is_not_there_is_told_by_field(create, places, kind):
    with pytest.raises(FieldsRefused) as refused:
        create(places={**places, kind: 2**70})
    assert set(refused.value.fields) == {kind}
    assert not Address.objects.exists()


def test_each_place_lies_in_the_one_before(create, places):
    elsewhere = CityFactory(name="İzmir")
    with pytest.raises(FieldsRefused) as refused:
        create(places={**places, "city": elsewhere.pk})
    assert refused.value.fields == {"township": ["There is no such place in İzmir."]}
    konak = TownshipFactory(city=elsewhere, name="Konak")
    with pytest.raises(FieldsRefused) as refused:
        create(places={**places, "township": konak.pk})
    assert set(refused.value.fields) == {"township"}
    with pytest.raises(FieldsRefused) as refused:
        create(places={**places, "township": None})
    assert set(refused.value.fields) == {"district"}


def test_a_customer_of_another_channel_is_told_by_field(create):
    with pytest.raises(FieldsRefused) as refused:
        create(customer_id=CustomerFactory().pk)
    assert set(refused.value.fields) == {"customer"}


def test_what_does_not_fit_is_told_by_field(create):
    with pytest.raises(FieldsRefused) as refused:
        create(postcode="7" * 65, title="T" * 129)
    assert set(refused.value.fields) == {"postcode", "title"}
    assert "at most 64 characters" in refused.value.fields["postcode"][0]


def test_only_who_takes_orders_in_adds_addresses(create, channel):
    with pytest.raises(Forbidden):
        create(actor=UserFactory(role="Operator", channels=[channel]))
    with pytest.raises(FieldsRefused):
        create(actor=UserFactory(role="API client", channels=[SalesChannelFactory()]))
    assert not Address.objects.exists()


def test_addresses_are_seen_by_those_who_see_the_channel(create, channel):
    address = create()
    stranger = UserFactory(role="API client", channels=[SalesChannelFactory()])
    support = UserFactory(role="Support", channels=[channel])
    assert Address.objects.visible_to(support).get() == address
    assert not Address.objects.visible_to(stranger).exists()
    assert not Address.objects.visible_to(UserFactory(channels=[channel])).exists()
