"""Workers killed by SIGKILL at any moment: every row applied and logged once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from orders.models import OrderEvent, OrderItem
from tests.bulk_updates.moments import MOMENTS
from tests.bulk_updates.uploads import csv_of, uploaded, worked_on
from tests.factories import OrderItemFactory

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 9


def killed_at(update, moment):
    """Have a process work on it until its moment; whether that killed it."""
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(database),
        "MEDIA_ROOT": settings.MEDIA_ROOT,
        "DJANGO_SETTINGS_MODULE": "omnitron.settings",
    }
    arguments = ("-m", "tests.bulk_updates.mortal_worker", str(update.pk), moment)
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    # Nobody is at it any more, and everybody knows after a while.
    update.refresh_from_db()
    assert update.claim is not None
    BulkUpdate.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def update():
    items = OrderItemFactory.create_batch(ITEMS)
    return uploaded(csv_of(*((i.order.number, i.pk, "Shipped", f"JD{i.pk}") for i in items)))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_worker_is_followed_by_one_that_does_each_row_once(update, moment):
    def work(parts):
        if moment.partition(",")[0] in parts:
            killed_at(update, moment)
        worked_on(update)

    work(["reading", "checking"])
    assert (update.status, update.change_count) == ("ready", ITEMS)
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    work(["applying"])

    logged = list(OrderEvent.objects.values_list("item_id", flat=True))
    assert sorted(logged) == list(OrderItem.objects.order_by("pk").values_list("pk", flat=True))
    assert (update.status, update.changed_count) == ("done", ITEMS)
    assert set(OrderItem.objects.values_list("status", "version")) == {(500, 2)}

    undo_bulk_update(actor=update.uploaded_by, pk=update.pk)
    work(["undoing"])

    assert OrderEvent.objects.count() == 2 * ITEMS
    assert (update.status, update.restored_count) == ("undone", ITEMS)
    assert set(OrderItem.objects.values_list("status", "version")) == {(400, 3)}
