"""How many files one person may have waiting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import discard_bulk_update
from bulk_updates.services.uploading import MOST_OPEN, upload
from omnitron.core.errors import Refusal
from tests.bulk_updates.uploads import csv_of
from tests.factories import BulkUpdateFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_decides_about_files_before_uploading_more(db):
    actor = UserFactory(role="Operator")
    waiting = BulkUpdateFactory.create_batch(MOST_OPEN, uploaded_by=actor)
    BulkUpdateFactory()

    def another():
        return upload(actor=actor, file=SimpleUploadedFile("f.csv", csv_of(("1", "1", "", ""))))

    with pytest.raises(Refusal) as refusal:
        another()
    assert str(refusal.value) == "20 of your files wait: apply or discard one of them first."
    assert BulkUpdate.objects.count() == MOST_OPEN + 1

    discard_bulk_update(actor=actor, pk=waiting[0].pk)
    another()
    assert BulkUpdate.objects.filter(status="uploaded").count() == MOST_OPEN + 1
