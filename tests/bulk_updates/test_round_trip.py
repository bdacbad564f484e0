"""A file from its upload to its undo, by the functions that workers and pages call."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.jobs.working import work_on
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from bulk_updates.services.uploading import upload
from orders.states import Status
from tests.factories import OrderFactory
from tests.factories.reference import UserFactory

pytestmark = pytest.mark.django_db


def test_smoke(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    user = UserFactory(is_superuser=True)
    order = OrderFactory(items=3)
    a, b, c = order.items.all()
    text = "order_number,order_item_id,status,tracking_number\n"
    text += f"{order.number},{a.pk},Shipped,JD1\n{order.number},{b.pk},Delivered,\n{order.number},{c.pk},approved,\n"
    update = upload(actor=user, file=SimpleUploadedFile("a.csv", text.encode()))
    work_on(update.pk)
    update.refresh_from_db()
    print(update.status, update.problem, update.problem_values, update.groups, update.refusals)
    for row in update.rows.order_by("line"):
        print(row.line, row.outcome, row.reason, row.column, row.reason_values, row.changes)
    assert (update.change_count, update.unchanged_count, update.refused_count) == (1, 1, 1)
    apply_bulk_update(actor=user, pk=update.pk)
    work_on(update.pk)
    a.refresh_from_db()
    assert (a.status, a.tracking_number) == (Status.SHIPPED, "JD1")
    undo_bulk_update(actor=user, pk=update.pk)
    work_on(update.pk)
    a.refresh_from_db()
    assert (a.status, a.tracking_number) == (Status.APPROVED, "")
    for e in order.events.order_by("id"):
        print(e.kind, e.cause, e.changes, e.actor_name)
    update.refresh_from_db()
    assert update.status == BulkUpdate.Status.UNDONE
