"""Edits of one order that meet: after one another with a stale form, and at the same moment."""

import pytest
from django.db import connection

from omnitron.core.errors import Busy
from orders.services.editing import EditedMeanwhile, Opened, edit_customer
from orders.snapshots import BILLING, snapshot_of
from tests.concurrency import in_threads
from tests.factories import UserFactory
from tests.orders.edits import changes_of, edit, opened_now


def test_a_stale_form_keeps_what_somebody_else_changed_in_other_fields(order, support):
    colleague = UserFactory(role="Support", channels=[order.channel])
    opened = opened_now(order)
    edit(order, colleague, opened, phone="+5549991024417")
    edited = edit(order, support, opened, last_name="Guimarães Sá")
    order.refresh_from_db()
    assert (order.phone, order.last_name) == ("+5549991024417", "Guimarães Sá")
    assert edited.merged_with == colleague.distinct_name
    event = order.events.order_by("pk").last()
    assert event.fields_changed() == [("last_name", "Araújo Pimentel", "Guimarães Sá")]
    assert (event.merged_with, event.note) == (colleague.distinct_name, "")


def test_a_status_change_meanwhile_is_no_merge(order, support):
    opened = opened_now(order)
    type(order).objects.update(version=opened.version + 1)
    assert edit(order, support, opened, first_name="Ines").merged_with is None
    assert order.events.get().merged_with is None


def test_the_same_field_changed_twice_is_asked_about_and_nothing_is_written(order, support):
    colleague = UserFactory(role="Support", channels=[order.channel])
    opened = opened_now(order)
    edit(order, colleague, opened, phone="+554933224417", last_name="Sá")
    with pytest.raises(EditedMeanwhile) as conflict:
        edit(order, support, opened, phone="+5549991024417", email="novo@exemplo.com.br")
    order.refresh_from_db()
    assert (order.phone, order.email) == ("+554933224417", opened.values["email"])
    assert conflict.value.saved_by == colleague.distinct_name
    assert conflict.value.current == Opened(order.version, snapshot_of(order))
    assert {(d.field, d.opened, d.mine, d.theirs) for d in conflict.value.differences} == {
        ("phone", "+5531988401276", "+5549991024417", "+554933224417"),
        ("email", opened.values["email"], "novo@exemplo.com.br", opened.values["email"]),
        ("last_name", "Araújo Pimentel", "Araújo Pimentel", "Sá"),
    }
    assert order.events.count() == 1


def test_the_same_value_typed_by_both_is_no_conflict(order, support):
    opened = opened_now(order)
    edit(order, support, opened, phone="+5549991024417")
    assert edit(order, support, opened, phone="+5549991024417").changed is False


def test_two_shapes_of_billing_address_are_one_question(order, support):
    opened = opened_now(order)
    edit(order, support, opened, billing_same="", billing_address__city="Betim")
    with pytest.raises(EditedMeanwhile) as conflict:
        edit(order, support, opened, billing_same="", billing_address__city="Contagem")
    [difference] = conflict.value.differences
    assert difference.field == BILLING
    assert (difference.mine["billing_address.city"], difference.theirs["billing_address.city"]) == (
        "Contagem",
        "Betim",
    )


def test_own_billing_address_survives_a_shipping_address_changed_by_another(order, support):
    opened = opened_now(order)
    edit(order, support, opened, shipping_address__city="Contagem")
    edit(order, support, opened, billing_same="", billing_address__city="Betim")
    order.refresh_from_db()
    assert order.shipping_address.city == "Contagem"
    assert order.billing_address.city == "Betim"


def edit_now(order, user, opened, *, lock_timeout=None, **typed):
    if lock_timeout:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [lock_timeout])
    return edit_customer(
        actor=user, number=order.number, opened=opened, wanted=opened.values | typed
    )


@pytest.mark.django_db(transaction=True)
def test_edits_of_different_fields_at_once_both_survive(order, support):
    opened = opened_now(order)
    outcomes = in_threads(
        lambda: edit_now(order, support, opened, first_name="Ines"),
        lambda: edit_now(order, support, opened, last_name="Sá"),
    )
    order.refresh_from_db()
    assert (order.first_name, order.last_name) == ("Ines", "Sá")
    assert {edited.merged_with for edited in outcomes} == {None, "Elif Şahin (elif)"}
    fields = [field for event in order.events.all() for field in event.fields_changed()]
    assert sorted(fields) == [
        ("first_name", "Inês", "Ines"),
        ("last_name", "Araújo Pimentel", "Sá"),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_edits_of_one_field_at_once_one_wins_and_the_other_is_asked(order, support):
    opened = opened_now(order)
    names = [f"Ines {n}" for n in range(4)]
    outcomes = in_threads(
        *(lambda name=name: edit_now(order, support, opened, first_name=name) for name in names)
    )
    order.refresh_from_db()
    refused = [outcome for outcome in outcomes if isinstance(outcome, EditedMeanwhile)]
    assert len(refused) == 3
    assert {conflict.differences[0].theirs for conflict in refused} == {order.first_name}
    lost = {conflict.differences[0].mine for conflict in refused}
    assert lost == set(names) - {order.first_name}
    assert changes_of(order) == [{"first_name": ["Inês", order.first_name]}]


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_a_colleague_is_told_so(order, support):
    opened = opened_now(order)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM orders_order WHERE id = %s FOR UPDATE", [order.pk])
        [outcome] = in_threads(
            lambda: edit_now(order, support, opened, lock_timeout="50ms", first_name="Ines")
        )
        cursor.execute("ROLLBACK")
    order.refresh_from_db()
    assert isinstance(outcome, Busy)
    assert str(outcome) == "Somebody else is changing this right now. Try again in a moment."
    assert order.first_name == "Inês"
