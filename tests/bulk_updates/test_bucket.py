"""Uploaded files in a bucket, which gives them as a stream."""

import pytest

from bulk_updates.services.downloading import download_result
from tests.bulk_updates.uploads import csv_of, read, workbook_of
from tests.exports.test_bucket import bucket, s3
from tests.factories import OrderItemFactory

__all__ = ["bucket", "s3"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "written"), [("a.csv", csv_of), ("a.xlsx", workbook_of)])
def test_a_file_is_read_from_a_bucket_and_given_back(bucket, name, written):
    item = OrderItemFactory()

    update = read(written((item.order.number, item.pk, "Shipped", "")), name=name)
    result = download_result(actor=update.uploaded_by, pk=update.pk)

    assert (update.status, update.change_count) == ("ready", 1)
    assert len(b"".join(result.content)) > 50
