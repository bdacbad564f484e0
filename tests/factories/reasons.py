"""Why things are canceled, and what a channel allows."""

import factory
from factory.django import DjangoModelFactory

from cancellations.models import CancellationReason, CancellationStrategy
from tests.factories.reference import SalesChannelFactory


class CancellationReasonFactory(DjangoModelFactory):
    class Meta:
        model = CancellationReason

    cancellation_type = CancellationReason.Type.CANCEL
    subject = factory.Sequence(lambda n: f"Reason {n}")
    order = factory.Sequence(lambda n: n)


class CancellationStrategyFactory(DjangoModelFactory):
    """A strategy that departs from StrategyOne needs a name of its own."""

    class Meta:
        model = CancellationStrategy

    channel = factory.SubFactory(SalesChannelFactory)
