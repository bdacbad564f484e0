"""Accounts that money goes to, and who made a refund, against somebody with psql."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cancellations.models import CancellationPlan, CancellationPlanItem, CancellationRequest
from cancellations.states import ItemOutcome, PlanStatus
from payments.models import ManualRefund, Refund
from payments.states import RefundStatus
from tests.cancellations.orders import run
from tests.cancellations.requests import ask

pytestmark = pytest.mark.django_db
ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}
OTHER = {"iban": "FR1420041010050500013M02606", "holder_name": "Somebody Else"}


@pytest.fixture
def plan(shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    return run(shop.plan(order, shop.wish(order.items.get(), **ACCOUNT)))


def end(plan):
    Refund.objects.update(status=RefundStatus.MADE)
    plan.items.update(outcome=ItemOutcome.REFUNDED, closed_at=timezone.now())
    CancellationPlan.objects.update(status=PlanStatus.COMPLETED)


def changed(model, column, value):
    """Whether PostgreSQL lets the column of all rows become this."""
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s", [value])
    return model.objects.filter(**{column: value}).exists()


@pytest.mark.parametrize("column", sorted(ACCOUNT))
@pytest.mark.parametrize("model", [CancellationPlan, CancellationPlanItem])
def test_an_account_is_neither_changed_nor_emptied_while_money_is_owed(plan, model, column):
    assert not changed(model, column, OTHER[column])
    assert not changed(model, column, "")


@pytest.mark.parametrize("column", sorted(ACCOUNT))
@pytest.mark.parametrize("model", [CancellationPlan, CancellationPlanItem])
def test_an_account_may_be_erased_once_nothing_is_owed_and_none_comes_after(plan, model, column):
    end(plan)

    assert not changed(model, column, OTHER[column])
    assert changed(model, column, "")
    assert not changed(model, column, OTHER[column])


@pytest.mark.parametrize("column", sorted(ACCOUNT))
def test_the_account_of_an_item_stays_while_its_plan_is_open(plan, column):
    plan.items.update(outcome=ItemOutcome.REFUNDED, closed_at=timezone.now())

    assert not changed(CancellationPlanItem, column, "")


def test_a_plan_may_learn_an_account_later(shop):
    order = shop.place("30.00", pay=[("cash_register", "30.00")])
    run(shop.plan(order, shop.wish(order.items.get())))

    assert changed(CancellationPlan, "iban", ACCOUNT["iban"])
    assert not changed(CancellationPlan, "iban", OTHER["iban"])


@pytest.mark.parametrize("column", sorted(ACCOUNT))
def test_no_item_learns_an_account_that_would_go_before_that_of_its_plan(shop, column):
    order = shop.place("30.00", pay=[("cash_register", "30.00")])
    run(shop.plan(order, shop.wish(order.items.get())))

    assert not changed(CancellationPlanItem, column, OTHER[column])


@pytest.mark.parametrize("column", sorted(ACCOUNT))
def test_the_account_of_a_request_may_only_be_erased(shop, column):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    ask(shop, order.items.get(), **ACCOUNT)

    assert not changed(CancellationRequest, column, OTHER[column])
    assert changed(CancellationRequest, column, "")
    assert not changed(CancellationRequest, column, OTHER[column])


def test_what_was_recorded_of_a_refund_by_hand_leaves_a_trace(shop, plan):
    manual = ManualRefund.objects.create(
        refund=plan.refunds.get().refund,
        made_by=shop.finance,
        made_on=date(2026, 1, 5),
        reference="TED 1",
        note="By phone",
    )
    assert changed(ManualRefund, "reference", "TED 2")

    history = ManualRefund.pgh_event_model
    assert [(row.pgh_obj_id, row.reference) for row in history.objects.all()] == [
        (manual.pk, "TED 1")
    ]
    assert not {"note", "proof_name"} & {field.name for field in history._meta.fields}
