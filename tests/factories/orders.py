"""Orders, their customers and everything that hangs on them."""

from decimal import Decimal

import factory
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory

from orders.models import (
    Address,
    Contract,
    Customer,
    DiscountItem,
    Order,
    OrderEvent,
    OrderItem,
    Package,
)
from orders.services.rolling_up import roll_up
from orders.states import UNAPPROVED, Status
from payments.models import PaymentTransaction
from payments.services.rolling_up import roll_up_payments
from tests.factories.reference import SalesChannelFactory, SellerFactory


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    channel = factory.SubFactory(SalesChannelFactory)
    channel_code = factory.Sequence(lambda n: f"customer-{n}")
    first_name = "Inês"
    last_name = "Araújo Pimentel"
    email = factory.Sequence(lambda n: f"ines{n}@example.com")
    phone_number = "+5531988401276"


class AddressFactory(DjangoModelFactory):
    class Meta:
        model = Address

    customer = factory.SubFactory(CustomerFactory)
    first_name = "Inês"
    last_name = "Araújo Pimentel"
    phone = "+5531988401276"
    line = "Rua Sergipe 1014, apto 302"
    district = "Savassi"
    city = "Belo Horizonte"
    country = "BR"
    postcode = "30130-171"


class OrderFactory(DjangoModelFactory):
    """An order without items; `items=2` adds lines, `payments=1` a captured payment."""

    class Meta:
        model = Order
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"{1000000 + n}")
    channel = factory.SubFactory(SalesChannelFactory)
    customer = factory.SubFactory(CustomerFactory, channel=factory.SelfAttribute("..channel"))
    first_name = factory.SelfAttribute("customer.first_name")
    last_name = factory.SelfAttribute("customer.last_name")
    email = factory.SelfAttribute("customer.email")
    phone = factory.SelfAttribute("customer.phone_number")
    shipping_address = factory.SubFactory(
        AddressFactory, customer=factory.SelfAttribute("..customer")
    )
    billing_address = factory.SelfAttribute("shipping_address")
    placed_at = factory.LazyFunction(timezone.now)
    status = Status.WAITING
    approved_at = factory.LazyAttribute(
        lambda order: None if order.status in UNAPPROVED else order.placed_at
    )
    client_type = Order.Platform.WEB
    currency = factory.SelfAttribute("channel.currency")
    amount = Decimal("121.88")

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        if extracted:
            OrderItemFactory.create_batch(extracted, order=self, **kwargs)
            self.refresh_from_db()

    @factory.post_generation
    def payments(self, create, extracted, **kwargs):
        if extracted:
            PaymentTransactionFactory.create_batch(extracted, order=self, **kwargs)
            self.refresh_from_db()


class PackageFactory(DjangoModelFactory):
    class Meta:
        model = Package

    number = factory.Sequence(lambda n: f"P{n}")
    order = factory.SubFactory(OrderFactory)
    channel = factory.SelfAttribute("order.channel")
    seller = factory.SubFactory(SellerFactory)
    placed_at = factory.SelfAttribute("order.placed_at")
    is_shown = True


class OrderItemFactory(DjangoModelFactory):
    class Meta:
        model = OrderItem
        skip_postgeneration_save = True

    order = factory.SubFactory(OrderFactory)
    line_number = factory.LazyAttribute(lambda item: item.order.items.count() + 1)
    package = None
    seller = factory.LazyAttribute(lambda item: item.package and item.package.seller)
    sku = factory.Sequence(lambda n: f"LUM-IPE-{n}")
    name = "Luminária de mesa Ipê"
    attributes = {"color": "Latão"}
    retail_price = Decimal("106.90")
    price = Decimal("106.90")
    net_amount = factory.LazyAttribute(lambda item: item.price - item.discount_amount)
    discount_amount = Decimal(0)
    status = Status.APPROVED

    @factory.post_generation
    def approved(self, create, extracted, **kwargs):
        """A canceled line tells nothing of its approval: it had one, but for `approved=False`."""
        before = self.status_before_cancellation or self.status
        if extracted is not False and before not in UNAPPROVED:
            unapproved = Order.objects.filter(pk=self.order_id, approved_at=None)
            unapproved.update(approved_at=F("placed_at"))

    @factory.post_generation
    def rolled_up(self, create, extracted, **kwargs):
        roll_up([self.order_id])


class PaymentTransactionFactory(DjangoModelFactory):
    class Meta:
        model = PaymentTransaction
        skip_postgeneration_save = True

    order = factory.SubFactory(OrderFactory)
    payment_type = "credit_card"
    gateway = "sandbox"
    gateway_reference = factory.Sequence(lambda n: f"pay_{n}")
    amount = factory.SelfAttribute("order.amount")
    currency = factory.SelfAttribute("order.currency")
    captured_at = factory.SelfAttribute("created_at")
    created_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def rolled_up(self, create, extracted, **kwargs):
        roll_up_payments([self.order_id])


class OrderEventFactory(DjangoModelFactory):
    class Meta:
        model = OrderEvent

    order = factory.SubFactory(OrderFactory)
    kind = OrderEvent.Kind.PLACED
    at = factory.LazyFunction(timezone.now)
    actor_type = OrderEvent.ActorType.SYSTEM


class DiscountItemFactory(DjangoModelFactory):
    class Meta:
        model = DiscountItem

    order = factory.SubFactory(OrderFactory)
    name = "Black Friday"
    code = "BLACK50"
    amount = Decimal("50.00")


class ContractFactory(DjangoModelFactory):
    class Meta:
        model = Contract

    order = factory.SubFactory(OrderFactory)
    kind = "distance_sales"
    title = "Distance sales contract"
    body = "1. Parties"
    accepted_at = factory.LazyFunction(timezone.now)
