"""What the sweep puts into the queue does not pile up behind what it put there before."""

import json
from datetime import datetime, timedelta

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from cancellations import tasks
from cancellations.jobs.executing import execute_plan
from cancellations.models import CancellationPlan
from payments.models import Refund

pytestmark = pytest.mark.django_db


def reminders(task, key):
    """The headers of the messages about a row that wait in the queue."""
    waiting = redis.Redis.from_url(settings.REDIS_URL).lrange("refunds", 0, -1)
    headers = [json.loads(message)["headers"] for message in waiting]
    return [h for h in headers if (h["task"], h["argsrepr"]) == (task.name, repr((key,)))]


def test_a_reminder_of_the_sweep_ends_with_the_next_sweep(shop, django_capture_on_commit_callbacks):
    order = shop.place("30.00")
    plan = shop.plan(order, shop.wish(order.items.get()))
    long_ago = timezone.now() - timedelta(minutes=1)
    CancellationPlan.objects.filter(pk=plan.pk).update(executes_at=long_ago)
    before = timezone.now()

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()

    ends = next(entry["expires"] for entry in reminders(tasks.execute_plan, plan.pk))
    interval = timedelta(seconds=settings.REFUND_SWEEP_SECONDS)
    assert timedelta() <= datetime.fromisoformat(ends) - before - interval < interval


def test_refunds_that_are_due_are_reminded_of_together(
    shop, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(tasks, "IN_ONE_TASK", 2)
    order = shop.place("30.00", "20.00", "10.00")
    plans = [shop.plan(order, shop.wish(item)) for item in order.items.order_by("pk")]
    refund_ids = [key for plan in plans for key in execute_plan(plan.pk)]
    Refund.objects.update(next_check_at=timezone.now() - timedelta(minutes=1))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()

    assert len(reminders(tasks.send_refunds, refund_ids[:2])) == 1
    assert len(reminders(tasks.send_refunds, refund_ids[2:])) == 1
