"""Plans of seeded orders: in every state, by the product's own ways, the same for the same seed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.states import Confirmation, PlanStatus, PlanType, Source
from omnitron.accounts.models import User
from omnitron.demo.filling import fill
from omnitron.demo.options import today
from omnitron.demo.plans import making
from omnitron.demo.plans.scenes import SCENES
from omnitron.demo.registering import register_payments
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders
from omnitron.panel.manual_refunds.desk import TABS
from orders.models import Order, OrderEvent
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.gateways.registry import get_gateway
from payments.models import Refund
from payments.services.closing import close
from payments.states import RefundStatus
from performance.jobs.counting import count_performance
from performance.models import SellerPerformance
from tests.payments.sandbox_process import SandboxProcess

# The fewest in which every scene finds an order.
ORDERS = 1200


@pytest.fixture(scope="module")
def _filled(django_db_setup, django_db_blocker, tmp_path_factory):
    sandbox = SandboxProcess(tmp_path_factory.mktemp("sandbox") / "ledger.jsonl").start()
    address = override_settings(
        SANDBOX_GATEWAY_URL=sandbox.url, SANDBOX_GATEWAY_SECRET=sandbox.secret
    )
    once = pytest.MonkeyPatch.context()
    with address, once as patch, django_db_blocker.unblock(), transaction.atomic():
        get_gateway.cache_clear()
        plan = Plan(orders=ORDERS, seed=1, until=today())
        patch.setattr(making, "SCENES", [replace(scene, times=1) for scene in SCENES])
        seed_orders(plan, tell=lambda _line: None)
        register_payments(tell=print)
        fill(plan, tell=lambda _line: None)
        yield plan, sandbox
        transaction.set_rollback(True)
    get_gateway.cache_clear()
    sandbox.kill()


@pytest.fixture
def filled(_filled, db):
    """Orders and plans, written once for all claims that only read; the sandbox that paid."""
    return _filled


def plans():
    """All that scenes made: the seed itself makes some of what customers asked for."""
    return CancellationPlan.objects.exclude(created_by=None).order_by("pk")


def test_plans_are_in_every_state(filled):
    assert set(plans().values_list("status", flat=True)) == set(PlanStatus)
    assert set(plans().values_list("confirmation", flat=True)) == set(Confirmation)
    assert set(plans().values_list("plan_type", flat=True)) == set(PlanType)
    keys = set(plans().values_list("key", flat=True))
    assert len(keys) == len(SCENES)


def test_refunds_are_in_every_status_that_stays_a_while(filled):
    passing = {RefundStatus.REQUESTED, RefundStatus.SUBMITTED, RefundStatus.REVERSED}
    refunds = Refund.objects.filter(plan_link__plan__in=plans())
    assert set(refunds.values_list("status", flat=True)) == set(RefundStatus) - passing


def test_every_tab_of_the_desk_has_something_to_show(filled):
    finance = User.objects.get(username="finance")
    assert [name for name, tab in TABS.items() if not tab.refunds(finance).exists()] == []


def test_what_went_back_is_in_the_books_of_the_gateways(filled):
    _plan, sandbox = filled
    succeeded = Refund.objects.filter(gateway="sandbox", status=RefundStatus.SUCCEEDED)
    assert sorted((line["key"], Decimal(line["amount"])) for line in sandbox.ledger()) == sorted(
        (str(key), amount) for key, amount in succeeded.values_list("key", "amount")
    )
    now = timezone.now()
    for gateway, since in (("sandbox", timedelta(hours=1)), ("internal", timedelta(days=40))):
        found = close(gateway, now - since, now)
        assert found.differences == ()
        assert found.our_sums == found.their_sums
        assert found.our_sums


def test_the_log_tells_of_plans_when_they_were_made_and_in_their_order(filled):
    moment = timedelta(seconds=1)
    for plan in plans():
        story = list(
            OrderEvent.objects.filter(cause=f"plan:{plan.pk}").order_by("pk").values("kind", "at")
        )
        times = [event["at"] for event in story]
        assert times == sorted(times)
        made = next(event["at"] for event in story if event["kind"] == "plan_made")
        assert abs(made - plan.created_at) < moment
        assert plan.ended_at is None or abs(times[-1] - plan.ended_at) < moment
        assert times[-1] <= timezone.now()
    earlier = OrderEvent.objects.filter(order__plans__in=plans()).exclude(cause__startswith="plan:")
    assert not earlier.filter(at__gte=F("order__plans__created_at")).exists()
    assert len({plan.created_at.date() for plan in plans()}) >= 6


def test_plans_leave_orders_as_their_items_make_them(filled):
    orders = Order.objects.filter(plans__in=plans())
    before = list(orders.order_by("pk").values())
    roll_up([order["id"] for order in before])
    assert list(orders.order_by("pk").values()) == before


def test_plans_differ_in_channel_seller_and_reason(filled):
    assert len(set(plans().values_list("order__channel", flat=True))) >= 5
    assert len(set(plans().exclude(seller=None).values_list("seller", flat=True))) >= 2
    assert len(set(plans().values_list("items__reason", flat=True))) > 8


def test_the_marketplace_rejects_what_a_seller_cannot_deliver_and_its_performance_counts_it(filled):
    rejection = plans().get(source=Source.MPO)
    item = rejection.items.get().item
    count_performance()

    counted = SellerPerformance.objects.get(seller=item.seller, channel=item.order.channel)
    assert (rejection.status, item.status) == (PlanStatus.COMPLETED, Status.CANCELED)
    assert (counted.rejected_30, counted.cost_30) == (1, rejection.items.get().amount)


def test_nobody_is_told_of_plans_of_the_demo(filled):
    assert not plans().filter(status=PlanStatus.COMPLETED, mailed_at=None).exists()


def test_filling_twice_adds_nothing(filled):
    plan, sandbox = filled
    before = list(CancellationPlan.objects.order_by("pk").values()), sandbox.ledger()
    told = []

    fill(plan, tell=told.append)

    assert told == ["0 new plans."]
    assert (list(CancellationPlan.objects.order_by("pk").values()), sandbox.ledger()) == before
