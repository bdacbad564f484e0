"""How a seller did, as if it had been counted."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from performance.models import WEEKS, SellerPerformance
from tests.factories.reference import SalesChannelFactory, SellerFactory


class SellerPerformanceFactory(DjangoModelFactory):
    class Meta:
        model = SellerPerformance

    seller = factory.SubFactory(SellerFactory)
    channel = factory.SubFactory(SalesChannelFactory)
    counted_at = factory.LazyFunction(timezone.now)
    orders_30 = 90
    orders_90 = 250
    items_30 = 100
    items_90 = 300
    rejected_30 = 2
    rejected_90 = 9
    packages_30 = 95
    packages_90 = 260
    late_30 = 19
    late_90 = 26
    cost_30 = 199
    cost_90 = 900
    weekly_items = factory.LazyFunction(lambda: [25] * WEEKS)
    weekly_rejected = factory.LazyFunction(lambda: [0] * (WEEKS - 1) + [2])
