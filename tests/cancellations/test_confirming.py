"""The seller's word on a return: who gives it, and what follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.confirming import confirm_plan, refuse_plan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import Confirmation, PlanStatus
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent, OrderItem
from orders.states import Status
from tests.cancellations.orders import register, run, statuses, sums
from tests.factories import (
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    UserFactory,
)


@pytest.fixture
def seller(db):
    return SellerFactory()


@pytest.fixture
def staff(seller):
    return SellerStaffFactory(seller=seller).user


@pytest.fixture
def order(shop, seller):
    return shop.place({"price": "30.00", "seller": seller}, status=Status.DELIVERED)


@pytest.fixture
def plan(shop, order):
    """A return that waits for its seller."""
    return shop.plan(order, shop.wish(order.items.get(), plan_type="refund"))


def test_a_return_waits_for_its_seller(plan, seller):
    assert (plan.seller, plan.confirmation, plan.executes_at) == (seller, Confirmation.DUE, None)
    assert run(plan).status == PlanStatus.WAITING
    assert sums(plan.order) == [(Decimal("30.00"), 0)]


def test_each_seller_has_a_plan_of_their_own(shop, seller):
    lines = [{"price": price, "seller": who} for price, who in (("30", seller), ("20", None))]
    lines.append({"price": "10", "seller": SellerFactory()})
    order = shop.place(*lines, status=Status.DELIVERED)

    plans = shop.plans(order, shop.wish(*order.items.all(), plan_type="refund"))

    assert [(plan.seller_id, plan.amount, plan.confirmation) for plan in plans] == [
        (seller.pk, 30, Confirmation.DUE),
        (None, 20, Confirmation.NONE),
        (lines[2]["seller"].pk, 10, Confirmation.DUE),
    ]


def test_once_the_seller_agreed_the_time_to_undo_begins(plan, staff, settings):
    settings.CANCELLATION_UNDO_SECONDS = 10
    before = timezone.now()

    confirm_plan(actor=staff, plan_id=plan.pk)

    plan.refresh_from_db()
    assert (plan.confirmation, plan.confirmed_by) == (Confirmation.GIVEN, staff)
    assert before <= plan.confirmed_at
    undo = plan.executes_at - before
    assert timedelta(seconds=10) <= undo < timedelta(seconds=20)
    assert plan.items.get().item.cancel_status == OrderItem.CancelStatus.APPROVED


def test_a_worker_is_told_once_the_seller_agreed(plan, staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        confirm_plan(actor=staff, plan_id=plan.pk)

    assert len(told) == 1


def test_what_the_seller_agreed_to_is_paid_back(plan, staff, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, plan.order)
    confirm_plan(actor=staff, plan_id=plan.pk)

    assert run(plan).status == PlanStatus.COMPLETED
    assert statuses(plan.order) == ([Status.REFUNDED], Status.REFUNDED)
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]


def test_what_the_seller_refused_lives_on(plan, staff):
    refuse_plan(actor=staff, plan_id=plan.pk, reason=" Worn, with stains. ")

    plan.refresh_from_db()
    assert (plan.status, plan.confirmation) == (PlanStatus.REJECTED, Confirmation.REFUSED)
    assert (plan.confirmed_by, plan.executes_at) == (staff, None)
    assert statuses(plan.order) == ([Status.DELIVERED], Status.DELIVERED)
    assert sums(plan.order) == [(0, 0)]
    assert plan.order.items.get().cancel_status == OrderItem.CancelStatus.REJECTED


def test_the_log_keeps_both_answers(shop, seller, staff):
    order = shop.place(*[{"price": "30.00", "seller": seller}] * 2, status=Status.DELIVERED)
    first, second = [
        shop.plan(order, shop.wish(item, plan_type="refund")) for item in order.items.all()
    ]
    confirm_plan(actor=staff, plan_id=first.pk)
    refuse_plan(actor=staff, plan_id=second.pk, reason="Worn")

    kinds = (OrderEvent.Kind.PLAN_CONFIRMED, OrderEvent.Kind.PLAN_REJECTED)
    events = order.events.filter(kind__in=kinds).order_by("pk")
    assert list(events.values_list("kind", "actor", "cause", "note")) == [
        ("plan_confirmed", staff.pk, f"plan:{first.pk}", ""),
        ("plan_rejected", staff.pk, f"plan:{second.pk}", "Worn"),
    ]


def test_the_mpo_may_answer(plan, shop):
    mpo = UserFactory(role="MPO", channels=[shop.channel])

    assert confirm_plan(actor=mpo, plan_id=plan.pk).confirmation == Confirmation.GIVEN


def test_an_operator_answers_with_a_reason(plan, shop):
    with pytest.raises(Refusal, match=r"^Say why: the order log keeps the reason\.$"):
        confirm_plan(actor=shop.operator, plan_id=plan.pk, reason=" ", panel=OMNITRON)
    confirm_plan(actor=shop.operator, plan_id=plan.pk, reason="Told by phone", panel=OMNITRON)

    assert plan.order.events.get(kind="plan_confirmed").note == "Told by phone"


def test_support_answers_for_nobody(plan, shop):
    support = UserFactory(role="Support", channels=[shop.channel])

    with pytest.raises(Refusal, match="Cancel and return items, refund the shipping fee"):
        confirm_plan(actor=support, plan_id=plan.pk, reason="Told by phone", panel=OMNITRON)

    assert unanswered(plan)


def test_who_only_looks_at_all_sellers_answers_for_none(plan, shop):
    looks = ["accounts.use_seller_center", "accounts.view_all_sellers"]
    visitor = UserFactory(permissions=looks, channels=[shop.channel])

    with pytest.raises(Refusal, match="Confirm or refuse a return for a seller"):
        confirm_plan(actor=visitor, plan_id=plan.pk)

    assert unanswered(plan)


def test_nobody_refuses_without_a_reason(plan, staff):
    with pytest.raises(Refusal, match=r"^Say why: the order log keeps the reason\.$"):
        refuse_plan(actor=staff, plan_id=plan.pk, reason="  ")

    assert unanswered(plan)


def test_a_strange_plan_is_not_found(shop, order, plan):
    other_seller = SellerFactory()
    neighbour = SellerStaffFactory(seller=other_seller).user
    OrderItemFactory(order=order, seller=other_seller, status=Status.DELIVERED)
    elsewhere = [SalesChannelFactory()]
    strangers = [
        (neighbour, SELLER_CENTER),
        (SellerStaffFactory().user, SELLER_CENTER),
        (UserFactory(role="MPO", channels=elsewhere), SELLER_CENTER),
        (UserFactory(role="Operator", channels=elsewhere), OMNITRON),
        (shop.operator, SELLER_CENTER),
        (neighbour, OMNITRON),
    ]
    for actor, panel in strangers:
        with pytest.raises(NotFound, match=rf"^There is no plan {plan.pk}\.$"):
            confirm_plan(actor=actor, plan_id=plan.pk, reason="Why not", panel=panel)
        with pytest.raises(NotFound, match=rf"^There is no plan {plan.pk}\.$"):
            refuse_plan(actor=actor, plan_id=plan.pk, reason="Why not", panel=panel)

    assert unanswered(plan)


@pytest.mark.parametrize(("answer", "word"), [(confirm_plan, "given"), (refuse_plan, "refused")])
def test_the_second_answer_is_refused(plan, staff, answer, word):
    answer(actor=staff, plan_id=plan.pk, reason="Seen")
    sentence = rf"^Plan {plan.pk} was answered already: agreement {word}\.$"

    with pytest.raises(Refusal, match=sentence):
        confirm_plan(actor=staff, plan_id=plan.pk)
    with pytest.raises(Refusal, match=sentence):
        refuse_plan(actor=staff, plan_id=plan.pk, reason="Seen again")


def test_a_plan_that_was_undone_is_not_answered(plan, shop, staff):
    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    sentence = rf"^Plan {plan.pk} can no longer be answered: it is withdrawn\.$"
    with pytest.raises(Refusal, match=sentence):
        confirm_plan(actor=staff, plan_id=plan.pk)


def test_a_cancellation_waits_for_nobody(shop, seller):
    order = shop.place({"price": "30.00", "seller": seller})
    plan = shop.plan(order, shop.wish(order.items.get()))

    mpo = UserFactory(role="MPO", channels=[shop.channel])
    with pytest.raises(Refusal, match=rf"^Plan {plan.pk} waits for nobody’s agreement\.$"):
        confirm_plan(actor=mpo, plan_id=plan.pk)


def unanswered(plan):
    return CancellationPlan.objects.get(pk=plan.pk).confirmation == Confirmation.DUE
