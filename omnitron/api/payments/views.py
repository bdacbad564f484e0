"""What customers paid, by the way they paid it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from omnitron.api.base.fields import AmountField
from omnitron.api.base.filters import KeyFilter, KeysFilter, MomentFilter
from omnitron.api.base.views import ApiViewSet
from orders.models import Order
from payments.models import PaymentTransaction, PaymentType

if TYPE_CHECKING:
    from django.db.models import QuerySet

_OF_THEIR_OWN = frozenset(
    {
        PaymentType.BKM_EXPRESS,
        PaymentType.FUNDS_TRANSFER,
        PaymentType.LOYALTY_MONEY,
        PaymentType.PAY_ON_DELIVERY,
    }
)


class TransactionSerializer(serializers.Serializer[Any]):
    """A payment, with what of it went back."""

    pk = serializers.IntegerField(read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True)
    order_number = serializers.CharField(source="order.number", read_only=True)
    payment_type = serializers.ChoiceField(choices=PaymentType.choices, read_only=True)
    gateway = serializers.CharField(read_only=True)
    gateway_reference = serializers.CharField(read_only=True)
    amount = AmountField()
    currency = serializers.CharField(read_only=True)
    reserved_amount = AmountField()
    refunded_amount = AmountField()
    installment_count = serializers.IntegerField(read_only=True)
    masked_card_number = serializers.CharField(source="card_mask", read_only=True)
    captured_date = serializers.DateTimeField(source="captured_at", read_only=True, allow_null=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)


class TransactionFilter(django_filters.FilterSet):
    """The filters of the lists of payments."""

    order = KeyFilter(field_name="order_id")
    order__number = django_filters.CharFilter(max_length=128)
    payment_type = django_filters.ChoiceFilter(choices=PaymentType.choices)
    gateway_reference = django_filters.CharFilter(max_length=255)
    created_date__gte = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_date__lte = MomentFilter(field_name="created_at", lookup_expr="lte")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = PaymentTransaction
        fields: tuple[str, ...] = ()


class OrderTransactionViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`order_transactions/`: all payments."""

    queryset = PaymentTransaction.objects.none()
    serializer_class = TransactionSerializer
    filterset_class = TransactionFilter
    channel_lookup = "order__channel"
    payment_types: ClassVar[frozenset[str]] = frozenset(PaymentType)

    def visible(self) -> QuerySet[PaymentTransaction]:
        """The payments of the orders that the person sees."""
        payments = PaymentTransaction.objects.filter(order__in=Order.objects.visible_to(self.user))
        if len(self.payment_types) < len(PaymentType):
            payments = payments.filter(payment_type__in=sorted(self.payment_types))
        return payments.select_related("order").defer("order__search")


class TransactionViewSet(OrderTransactionViewSet):
    """`transactions/`: by card, and by whatever has no address of its own."""

    payment_types = frozenset(PaymentType) - _OF_THEIR_OWN


class PayOnDeliveryTransactionViewSet(OrderTransactionViewSet):
    """`pay_on_delivery_transactions/`."""

    payment_types = frozenset({PaymentType.PAY_ON_DELIVERY})


class LoyaltyTransactionViewSet(OrderTransactionViewSet):
    """`loyalty_transactions/`."""

    payment_types = frozenset({PaymentType.LOYALTY_MONEY})


class FundsTransferTransactionViewSet(OrderTransactionViewSet):
    """`funds_transfer_transactions/`."""

    payment_types = frozenset({PaymentType.FUNDS_TRANSFER})


class BexTransactionViewSet(OrderTransactionViewSet):
    """`bex_transactions/`: BKM Express."""

    payment_types = frozenset({PaymentType.BKM_EXPRESS})
