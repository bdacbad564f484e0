"""Files that somebody handed over."""

import factory
from factory.django import DjangoModelFactory

from bulk_updates.models import BulkUpdate
from tests.factories.reference import UserFactory


class BulkUpdateFactory(DjangoModelFactory):
    """One whose file nobody has read yet, and none is kept."""

    class Meta:
        model = BulkUpdate

    uploaded_by = factory.SubFactory(UserFactory, role="Operator")
    file_name = "orders.csv"
    file_size = 100
    format = BulkUpdate.Format.CSV
