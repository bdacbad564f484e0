"""Packages, for people of Seller Center: a seller's own, the marketplace's all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.api.base.fields import AmountField, StatusField
from omnitron.api.base.filters import KeysFilter, MomentFilter
from omnitron.api.base.views import ApiViewSet
from orders.models import OrderItem, Package
from orders.states import PackageStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PackageItemSerializer(serializers.Serializer[Any]):
    """A line in a package."""

    pk = serializers.IntegerField(read_only=True)
    sku = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    quantity = serializers.IntegerField(read_only=True)
    status = StatusField(read_only=True)
    price = AmountField(currency="order.currency")
    net_amount = AmountField(currency="order.currency")
    currency = serializers.CharField(source="order.currency", read_only=True)
    invoice_number = serializers.CharField(read_only=True)


class PackageAddressSerializer(serializers.Serializer[Any]):
    """Where a package goes."""

    first_name = serializers.CharField(read_only=True)
    last_name = serializers.CharField(read_only=True)
    phone_number = serializers.CharField(source="phone", read_only=True)
    line = serializers.CharField(read_only=True)
    district = serializers.CharField(read_only=True)
    township = serializers.CharField(read_only=True)
    city = serializers.CharField(read_only=True)
    country = serializers.CharField(source="country.code", read_only=True)
    postcode = serializers.CharField(read_only=True)


class BillingAddressSerializer(PackageAddressSerializer):
    """To whom a seller writes the invoice."""

    company_name = serializers.CharField(read_only=True)
    tax_office = serializers.CharField(read_only=True)
    tax_no = serializers.CharField(read_only=True)


class PackageSerializer(serializers.Serializer[Any]):
    """A package with its lines and addresses."""

    pk = serializers.IntegerField(read_only=True)
    number = serializers.CharField(read_only=True)
    order_number = serializers.CharField(source="order.number", read_only=True)
    seller = serializers.CharField(source="seller.code", read_only=True)
    status = serializers.ChoiceField(choices=PackageStatus.choices, read_only=True)
    shipping_company = serializers.CharField(
        source="shipping_company.code", default=None, read_only=True, allow_null=True
    )
    tracking_number = serializers.CharField(read_only=True)
    ship_by = serializers.DateTimeField(read_only=True, allow_null=True)
    date_placed = serializers.DateTimeField(source="placed_at", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(source="modified_at", read_only=True)
    shipping_address = PackageAddressSerializer(
        source="order.shipping_address", read_only=True, allow_null=True
    )
    billing_address = BillingAddressSerializer(
        source="order.billing_address", read_only=True, allow_null=True
    )
    items = PackageItemSerializer(many=True, read_only=True)


class PackageFilter(django_filters.FilterSet):
    """The filters of `packages/`."""

    number = django_filters.CharFilter(max_length=140)
    order_number = django_filters.CharFilter(field_name="order__number", max_length=128)
    status = django_filters.ChoiceFilter(choices=PackageStatus.choices)
    updated_at__gte = MomentFilter(field_name="modified_at", lookup_expr="gte")
    updated_at__lte = MomentFilter(field_name="modified_at", lookup_expr="lte")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = Package
        fields: tuple[str, ...] = ()


class PackageViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`packages/`."""

    queryset = Package.objects.none()
    serializer_class = PackageSerializer
    filterset_class = PackageFilter
    sorts: ClassVar[dict[str, str]] = {"id": "pk", "date_placed": "placed_at"}
    default_sort = "date_placed"

    def visible(self) -> QuerySet[Package]:
        """The packages that the person sees in Seller Center, with the lines they see there."""
        items = OrderItem.objects.visible_to(self.user, SELLER_CENTER).order_by("line_number")
        lines = Prefetch("items", items.select_related("order").defer("order__search"))
        packages = Package.objects.visible_to(self.user).prefetch_related(lines)
        beside = ("order__billing_address", "order__shipping_address", "seller", "shipping_company")
        return packages.select_related(*beside).defer("order__search")
