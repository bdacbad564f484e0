"""Webhooks and what they are told."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.reference import SalesChannelFactory
from webhooks.models import Delivery, Webhook
from webhooks.states import CHOOSABLE, Event


class WebhookFactory(DjangoModelFactory):
    """An active webhook that wants everything."""

    class Meta:
        model = Webhook

    channel = factory.SubFactory(SalesChannelFactory)
    url = factory.Sequence(lambda n: f"https://shop.example/hooks/{n}")
    events = frozenset(event.value for event in CHOOSABLE)


class DeliveryFactory(DjangoModelFactory):
    """A delivery about an object of its own, whose turn it is now."""

    class Meta:
        model = Delivery

    webhook = factory.SubFactory(WebhookFactory)
    event = Event.ORDER_UPDATED
    kind = "order"
    object_id = factory.Sequence(lambda n: 500_000 + n)
    revision = factory.Sequence(lambda n: n + 1)
    payload = factory.LazyAttribute(lambda delivery: {"pk": delivery.object_id})
    next_try_at = factory.LazyFunction(timezone.now)
