from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from payments.models import PaymentTransaction
from tests.factories import PaymentTransactionFactory

pytestmark = pytest.mark.django_db

History = PaymentTransaction.pgh_event_model
HISTORIES = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


@pytest.fixture
def payment():
    return PaymentTransactionFactory(amount=Decimal("80.00"), card_mask="**** 4417")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def traces():
    return [(row.pgh_label, row.amount) for row in History.objects.order_by("pgh_id")]


def test_a_change_by_raw_sql_leaves_what_was_there_before(payment):
    assert traces() == []
    run("UPDATE payments_paymenttransaction SET amount = 8000")
    run("UPDATE payments_paymenttransaction SET amount = 8000")
    run("DELETE FROM payments_paymenttransaction")

    assert traces() == [("update", Decimal(80)), ("delete", Decimal(8000))]
    assert {row.pgh_obj_id for row in History.objects.all()} == {payment.pk}


def test_the_end_of_a_card_number_is_in_no_trace(payment):
    run("UPDATE payments_paymenttransaction SET card_mask = ''")
    run("UPDATE payments_paymenttransaction SET amount = 90")

    assert traces() == [("update", Decimal(80))]
    assert not hasattr(History, "card_mask")


@pytest.mark.parametrize("statement", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
def test_no_trace_can_be_changed(payment, statement):
    run("UPDATE payments_paymenttransaction SET amount = 90")

    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement.format(History._meta.db_table))

    assert traces() == [("update", Decimal(80))]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda model: model.__name__)
def test_no_history_can_be_emptied(history):
    table = history._meta.db_table
    with pytest.raises(DatabaseError, match=f"{table} is append-only: TRUNCATE"):
        run(f"TRUNCATE {table}")
