"""Refunds and plans, as the product itself begins them."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cancellations.models import (
    CancellationPlan,
    CancellationPlanItem,
    CancellationRequest,
    PlanRefund,
)
from payments.models import Refund
from tests.factories.orders import OrderFactory, OrderItemFactory, PaymentTransactionFactory
from tests.factories.reasons import CancellationReasonFactory


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


class CancellationPlanFactory(DjangoModelFactory):
    """A plan as the table begins it, without items or refunds; services make whole ones."""

    class Meta:
        model = CancellationPlan

    order = factory.SubFactory(OrderFactory)
    plan_type = CancellationPlan.Type.CANCEL
    amount = Decimal("106.90")
    source = "operator"
    digest = "0" * 64


class PlanRefundFactory(DjangoModelFactory):
    class Meta:
        model = PlanRefund

    plan = factory.SubFactory(
        CancellationPlanFactory, order=factory.SelfAttribute("..refund.order")
    )


class ManualRefundFactory(RefundFactory):
    """A refund at the desk, for a plan of its own."""

    class Meta:
        skip_postgeneration_save = True

    method = Refund.Method.MANUAL
    gateway = ""
    status = Refund.Status.NEEDED
    plan_link = factory.RelatedFactory(PlanRefundFactory, "refund")


class CancellationPlanItemFactory(DjangoModelFactory):
    class Meta:
        model = CancellationPlanItem

    item = factory.SubFactory(OrderItemFactory)
    plan = factory.SubFactory(
        CancellationPlanFactory,
        order=factory.SelfAttribute("..item.order"),
        plan_type=factory.LazyAttribute(
            lambda plan: "refund" if plan.factory_parent.item.status >= 500 else "cancel"
        ),
    )
    reason = factory.SubFactory(CancellationReasonFactory)
    amount = factory.SelfAttribute("item.net_amount")


class CancellationRequestFactory(DjangoModelFactory):
    """A customer's request for a whole line, which waits."""

    class Meta:
        model = CancellationRequest

    item = factory.SubFactory(OrderItemFactory)
    order = factory.SelfAttribute("item.order")
    request_type = CancellationRequest.Type.CANCEL
    reason = factory.SubFactory(
        CancellationReasonFactory, cancellation_type=factory.SelfAttribute("..request_type")
    )
    quantity = factory.SelfAttribute("item.quantity")
    source = "customer_request"
