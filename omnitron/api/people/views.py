"""Customers and their addresses: looked up, and taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from omnitron.api.base.filters import KeyFilter, KeysFilter, YesNoFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.people.serializers import AddressSerializer, CustomerSerializer
from orders.models import Address, Customer
from orders.services.people.addresses import create_address
from orders.services.people.customers import change_customer, create_customer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class CustomerFilter(django_filters.FilterSet):
    """The filters of `customers/`; contacts are compared as they are kept, letter by letter."""

    email = django_filters.CharFilter(max_length=254, method="by_contact")
    phone_number = django_filters.CharFilter(max_length=64, method="by_contact")
    channel = KeyFilter(field_name="channel_id")
    channel_code = django_filters.CharFilter(max_length=128)
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = Customer
        fields: tuple[str, ...] = ()

    def by_contact(
        self, customers: QuerySet[Customer], name: str, value: str
    ) -> QuerySet[Customer]:
        """The comparison with the empty text repeats the condition of the column's index."""
        return customers.filter(**{name: value, f"{name}__gt": ""})


class CustomerViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`channel/{channel_id}/customers/`."""

    queryset = Customer.objects.none()
    serializer_class = CustomerSerializer
    filterset_class = CustomerFilter

    def visible(self) -> QuerySet[Customer]:
        """The customers of the person's sales channels."""
        return Customer.objects.visible_to(self.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a customer; the channel's code for them is used once."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        customer = create_customer(actor=self.user, channel_id=kwargs["channel_id"], **values)
        return Response(self.get_serializer(customer).data, status=201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is given; orders that were placed keep what they had."""
        found = self.get_object()
        given = self.get_serializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        customer = change_customer(actor=self.user, pk=found.pk, **given.validated_data)
        return Response(self.get_serializer(customer).data)


class AddressFilter(django_filters.FilterSet):
    """The filters of `addresses/`."""

    hash_data = django_filters.CharFilter(max_length=32)
    customer = KeyFilter(field_name="customer_id")
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = Address
        fields: tuple[str, ...] = ()


class AddressViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`channel/{channel_id}/addresses/`."""

    queryset = Address.objects.none()
    serializer_class = AddressSerializer
    filterset_class = AddressFilter
    channel_lookup = "customer__channel"

    def visible(self) -> QuerySet[Address]:
        """The addresses of the customers of the person's sales channels."""
        return Address.objects.visible_to(self.user).with_country_key()

    @extend_schema(request=AddressSerializer, responses={201: AddressSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add an address; one that the customer has already is declined with its hash."""
        given = AddressSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        address = create_address(actor=self.user, channel_id=kwargs["channel_id"], **given.given())
        found = self.get_queryset().get(pk=address.pk)
        return Response(self.get_serializer(found).data, status=201)
