"""Filling a seed with plans: the same for the same seed, with a sandbox or without."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cancellations.models import CancellationPlan
from omnitron.demo.filling import fill
from omnitron.demo.options import today
from omnitron.demo.plans import making
from omnitron.demo.plans.scenes import SCENES
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders
from orders.models import OrderEvent
from payments.models import Refund
from payments.states import RefundStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Scenes of each kind that no gateway has a part in."""
    names = {"asked", "refused", "withdrawn", "points back", "transfer made", "return"}
    few = [replace(scene, times=1) for scene in SCENES if scene.name in names]
    monkeypatch.setattr(making, "SCENES", few)
    return few


def test_the_same_seed_makes_the_same_plans(few, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), tick=False)
    stories = []
    for _turn in range(2):
        with transaction.atomic():
            call_command("seed", orders=300, jobs=1)
            plans = CancellationPlan.objects.exclude(created_by=None)
            events = OrderEvent.objects.filter(order__plans__in=plans).order_by("pk")
            stories.append(list(events.values_list("order__number", "kind", "at", "note")))
            transaction.set_rollback(True)

    assert stories[0] == stories[1]
    assert len(stories[0]) > 20


def test_without_a_sandbox_nothing_is_sent_to_it(few, capsys):
    call_command("seed", orders=300, jobs=1)

    assert capsys.readouterr().out.splitlines()[-1] == ("5 new plans, none by card.")
    assert (
        not Refund.objects.filter(gateway="sandbox")
        .exclude(status__in=[RefundStatus.RESERVED, RefundStatus.RELEASED])
        .exists()
    )


def test_a_sandbox_that_is_lost_is_named(monkeypatch, settings):
    monkeypatch.setattr(making, "SCENES", [one for one in SCENES if one.name == "declined"])
    settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"
    plan = Plan(orders=300, seed=1, until=today())
    seed_orders(plan, tell=lambda _line: None)

    with pytest.raises(CommandError, match=r"at http://127\.0\.0\.1:1 was lost .* repeat this"):
        fill(plan, tell=lambda _line: None)
