import pytest
from django.db import DatabaseError, connection, transaction

from omnitron.core.causes import because_of
from orders.events import Actor, record
from orders.models import OrderEvent
from tests.factories import OrderEventFactory, OrderFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_keeps_who_what_and_why():
    order = OrderFactory()
    user = UserFactory(username="elif", first_name="Elif", last_name="Şahin")
    with because_of("request:7f3c91d0"):
        record(
            order,
            OrderEvent.Kind.CUSTOMER_EDITED,
            actor=Actor.of(user),
            changes={"phone": ("1", "2")},
        )
    event = OrderEvent.objects.get()
    assert (event.order, event.actor, event.actor_name) == (order, user, "Elif Şahin (elif)")
    assert event.cause == "request:7f3c91d0"
    assert event.fields_changed() == [("phone", "1", "2")]


def test_every_kind_has_a_topic():
    assert set(OrderEvent.TOPICS) == set(OrderEvent.Kind)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders_orderevent SET note = 'other'",
        "DELETE FROM orders_orderevent",
        "TRUNCATE orders_orderevent",
    ],
)
def test_the_log_cannot_be_changed_by_anyone(statement):
    OrderEventFactory(note="as it was")
    # TRUNCATE is refused for another reason while foreign keys are still to be checked.
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert OrderEvent.objects.get().note == "as it was"


@pytest.mark.parametrize(
    ("first_name", "last_name", "username", "said"),
    [
        ("Ayşe", "Kaya", "ayse", "Ayşe Kaya (ayse)"),
        ("Ayşe", "Kaya", "mehmet", "Ayşe Kaya (mehmet)"),
        ("Ayşe", "Kaya (ayse)", "mehmet", "Ayşe Kaya (ayse) (mehmet)"),
        ("ayse", "", "mehmet", "ayse (mehmet)"),
        ("mehmet", "", "mehmet", "mehmet"),
        ("", "", "mehmet", "mehmet"),
        ("x" * 150, "y" * 150, "mehmet", "x" * 141 + " (mehmet)"),
        ("Ayşe", "Kaya", "m" * 150, "m" * 150),
    ],
)
def test_nobody_is_logged_as_another_whatever_their_name(first_name, last_name, username, said):
    user = UserFactory(first_name=first_name, last_name=last_name, username=username)

    assert Actor.of(user).name == said
