"""Refunds, as the product itself begins them."""

import factory
from factory.django import DjangoModelFactory

from payments.models import Refund
from tests.factories.orders import OrderFactory, PaymentTransactionFactory


class RefundFactory(DjangoModelFactory):
    """A reserved refund of a captured card payment."""

    class Meta:
        model = Refund

    order = factory.SubFactory(OrderFactory)
    transaction = factory.SubFactory(
        PaymentTransactionFactory, order=factory.SelfAttribute("..order")
    )
    method = Refund.Method.GATEWAY
    gateway = "sandbox"
    amount = factory.SelfAttribute("order.amount")
