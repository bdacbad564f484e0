"""People, and what is set up before there is an order."""

import factory
from django.contrib.auth.models import Group, Permission
from factory.django import DjangoModelFactory

from omnitron.accounts.models import User
from orders.models import (
    ChannelAccess,
    DeliverySetting,
    SalesChannel,
    Seller,
    SellerStaff,
    ShippingCompany,
)


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
