"""Bulk updates of which a test needs no more than the row."""

import factory
from factory.django import DjangoModelFactory

from bulk_updates.models import BulkUpdate
from tests.factories.reference import UserFactory


class BulkUpdateFactory(DjangoModelFactory):
    class Meta:
        model = BulkUpdate

    uploaded_by = factory.SubFactory(UserFactory)
    file_name = "orders.csv"
    file_size = 100
    format = "csv"
