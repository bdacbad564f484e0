"""Rows for tests, complete and consistent unless a test says otherwise."""

from decimal import Decimal

import factory
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from factory.django import DjangoModelFactory

from omnitron.accounts.models import User
from orders.models import (
    Address,
    ChannelAccess,
    Contract,
    Customer,
    DeliverySetting,
    DiscountItem,
    Order,
    OrderEvent,
    OrderItem,
    Package,
    SalesChannel,
    Seller,
    SellerStaff,
    ShippingCompany,
)
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.models import PaymentTransaction
from payments.services.rolling_up import roll_up_payments


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    first_name = "Marina"
    last_name = factory.Sequence(lambda n: f"Teixeira {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    password = factory.django.Password("correct horse")

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        """`role="Operator"`: a built-in authority group."""
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        """`permissions=["orders.view_orders"]`: an authority group of their own."""
        if extracted:
            group = Group.objects.create(name=f"Group of {self.username}")
            for code in extracted:
                app, codename = code.split(".")
                group.permissions.add(
                    Permission.objects.get(content_type__app_label=app, codename=codename)
                )
            self.groups.add(group)

    @factory.post_generation
    def channels(self, create, extracted, **kwargs):
        """`channels=[...]`: sales channels whose orders the person may see."""
        for channel in extracted or ():
            ChannelAccess.objects.create(user=self, channel=channel)


class SalesChannelFactory(DjangoModelFactory):
    class Meta:
        model = SalesChannel

    name = factory.Sequence(lambda n: f"Channel {n}")
    slug = factory.Sequence(lambda n: f"channel-{n}")
    channel_type = SalesChannel.Type.MARKETPLACE
    currency = "BRL"
    timezone = "America/Sao_Paulo"


class ShippingCompanyFactory(DjangoModelFactory):
    class Meta:
        model = ShippingCompany

    code = factory.Sequence(lambda n: f"carrier-{n}")
    name = factory.Sequence(lambda n: f"Carrier {n}")
    tracking_url_template = "https://carrier.example.com/track/{tracking_number}"


class SellerFactory(DjangoModelFactory):
    class Meta:
        model = Seller

    code = factory.Sequence(lambda n: f"seller-{n}")
    name = factory.Sequence(lambda n: f"Seller {n}")


class SellerStaffFactory(DjangoModelFactory):
    class Meta:
        model = SellerStaff

    user = factory.SubFactory(UserFactory, role="Seller")
    seller = factory.SubFactory(SellerFactory)


class DeliverySettingFactory(DjangoModelFactory):
    class Meta:
        model = DeliverySetting

    slug = factory.Sequence(lambda n: f"delivery-{n}")
    name = factory.Sequence(lambda n: f"Delivery {n}")
    shipping_company = factory.SubFactory(ShippingCompanyFactory)


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
    seller = factory.SubFactory(SellerFactory)


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
