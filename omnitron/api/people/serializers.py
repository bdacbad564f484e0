"""Customers and their addresses as the API shows and takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from omnitron.api.base.fields import EmailField, KeyField, ObjectField, TextField

if TYPE_CHECKING:
    from orders.services.people.addresses import Places

# An address in two thousand letters is none; it is printed on a slip.
LONGEST_LINE = 1_000


class CustomerSerializer(serializers.Serializer[Any]):
    """A customer of a channel."""

    pk = serializers.IntegerField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    channel_code = serializers.CharField(max_length=128)
    email = EmailField(max_length=254)
    first_name = TextField(max_length=255)
    last_name = TextField(max_length=255)
    phone_number = TextField(max_length=64)
    erp_code = TextField(max_length=128)
    extra_field = ObjectField()
    is_active = serializers.BooleanField(required=False)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(source="modified_at", read_only=True)


class AddressSerializer(serializers.Serializer[Any]):
    """An address of a customer; country, city, township and district are keys of places.

    What the names of the places were stands beside them: it is what pages show and print.
    """

    pk = serializers.IntegerField(read_only=True)
    customer = KeyField(source="customer_id")
    title = TextField(max_length=128)
    email = EmailField(max_length=254)
    phone_number = TextField(source="phone", max_length=64)
    first_name = TextField(max_length=255)
    last_name = TextField(max_length=255)
    # Addresses of before there were keys have none; new ones say both.
    country = KeyField(source="country_key", allow_null=True)
    city = KeyField(source="place_city_id", allow_null=True)
    township = KeyField(source="place_township_id", required=False, allow_null=True)
    district = KeyField(source="place_district_id", required=False, allow_null=True)
    country_code = serializers.CharField(source="country", read_only=True)
    city_name = serializers.CharField(source="city", read_only=True)
    township_name = serializers.CharField(source="township", read_only=True)
    district_name = serializers.CharField(source="district", read_only=True)
    line = serializers.CharField(max_length=LONGEST_LINE)
    postcode = TextField(max_length=64)
    notes = TextField(max_length=512)
    company_name = TextField(max_length=255)
    tax_office = TextField(max_length=128)
    tax_no = TextField(max_length=64)
    identity_number = TextField(max_length=64)
    e_bill_taxpayer = serializers.BooleanField(required=False)
    address_type = TextField(max_length=32)
    remote_id = TextField(max_length=128)
    extra_field = ObjectField()
    is_active = serializers.BooleanField(required=False)
    hash_data = serializers.CharField(read_only=True, allow_null=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(source="modified_at", read_only=True)

    def validate_country(self, value: int | None) -> int:
        """A key, never nothing."""
        return _said(value)

    def validate_city(self, value: int | None) -> int:
        """A key, never nothing."""
        return _said(value)

    def given(self) -> dict[str, Any]:
        """What was sent, as the service takes it."""
        values = dict(self.validated_data)
        places: Places = {
            "country": values.pop("country_key"),
            "city": values.pop("place_city_id"),
            "township": values.pop("place_township_id", None),
            "district": values.pop("place_district_id", None),
        }
        if not values.get("address_type"):
            values.pop("address_type", None)
        return {"places": places, **values}


def _said(value: int | None) -> int:
    if value is None:
        raise serializers.ValidationError(
            serializers.Field.default_error_messages["null"], code="null"
        )
    return value
