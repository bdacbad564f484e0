"""`orders_integration/`: an order with everything that belongs to it, in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from omnitron.api.base.fields import AmountField
from omnitron.api.base.views import ApiViewSet
from omnitron.api.items.reading import with_what_is_shown
from omnitron.api.items.serializers import OrderItemSerializer
from omnitron.api.orders.reading import visible_orders
from omnitron.api.orders.serializers import OrderSerializer
from omnitron.api.payments.views import TransactionSerializer
from omnitron.api.people.serializers import AddressSerializer, CustomerSerializer
from orders.models import Address, Order, OrderItem
from payments.models import PaymentTransaction

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class DiscountSerializer(serializers.Serializer[Any]):
    """A discount of the whole order, which its lines share."""

    pk = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    amount = AmountField(currency="order.currency")


class ContractSerializer(serializers.Serializer[Any]):
    """A text that the customer was shown."""

    pk = serializers.IntegerField(read_only=True)
    kind = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    body = serializers.CharField(read_only=True)
    accepted_at = serializers.DateTimeField(read_only=True, allow_null=True)


class DetailedOrderSerializer(OrderSerializer):
    """An order with its customer, addresses, lines, discounts, payments and contracts."""

    customer = CustomerSerializer(read_only=True)  # type: ignore[assignment]
    shipping_address = AddressSerializer(read_only=True, allow_null=True)  # type: ignore[assignment]
    billing_address = AddressSerializer(read_only=True, allow_null=True)  # type: ignore[assignment]
    orderitem_set = OrderItemSerializer(source="items", many=True, read_only=True)
    discountitem_set = DiscountSerializer(source="discounts", many=True, read_only=True)
    transaction_set = TransactionSerializer(source="transactions", many=True, read_only=True)
    contract_set = ContractSerializer(source="contracts", many=True, read_only=True)


class DetailedOrderViewSet(ApiViewSet):
    """`orders_integration/`."""

    queryset = Order.objects.none()
    serializer_class = DetailedOrderSerializer

    def visible(self) -> QuerySet[Order]:
        """The orders of the person's sales channels, with what belongs to them."""
        lines = with_what_is_shown(OrderItem.objects.order_by("line_number"))
        payments = PaymentTransaction.objects.select_related("order").order_by("pk")
        addresses = Address.objects.with_country_key()
        orders = visible_orders(self.user).select_related("customer")
        return orders.prefetch_related(
            Prefetch("shipping_address", addresses),
            Prefetch("billing_address", addresses),
            Prefetch("items", lines),
            Prefetch("transactions", payments),
            "discounts__order",
            "contracts",
        )

    @extend_schema(responses=DetailedOrderSerializer)
    @action(detail=True)
    def detailed_integration(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One order with every relation."""
        return Response(self.get_serializer(self.get_object()).data)
