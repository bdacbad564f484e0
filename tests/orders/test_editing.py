import pytest
from django.db import connection

from omnitron.core.errors import Busy, NotFound
from orders.models import Address, OrderEvent
from orders.services.editing import EditedMeanwhile, Opened, edit_customer
from orders.snapshots import BILLING, FIELDS, SAME, SHIPPING, effective, fields_of, snapshot_of
from tests.concurrency import in_threads
from tests.factories import AddressFactory, OrderFactory, SalesChannelFactory, UserFactory


@pytest.fixture
def order(db):
    return OrderFactory()


@pytest.fixture
def support(order):
    return UserFactory(
        role="Support",
        channels=[order.channel],
        username="elif",
        first_name="Elif",
        last_name="Şahin",
    )


def opened_now(order):
    order.refresh_from_db()
    return Opened(order.version, snapshot_of(order))


def edit(order, user, opened=None, *, also_future=False, **values):
    """Edit as the form does: what was opened, with some fields typed over (`__` is a dot)."""
    opened = opened or opened_now(order)
    typed = {name.replace("__", "."): value for name, value in values.items()}
    return edit_customer(
        actor=user,
        number=order.number,
        opened=opened,
        wanted=opened.values | typed,
        also_future=also_future,
    )


def changes_of(order):
    return [event.changes for event in order.events.order_by("pk")]


def test_a_snapshot_has_every_field(order):
    assert set(snapshot_of(order)) == set(FIELDS)


def test_an_edit_changes_the_order_and_logs_only_what_changed(order, support):
    edited = edit(order, support, first_name="Ines", email="ines@exemplo.com.br")

    version, email = order.version, order.email
    order.refresh_from_db()
    event = order.events.get()
    assert (edited.changed, edited.merged_with) == (True, "")
    assert (order.first_name, order.last_name) == ("Ines", "Araújo Pimentel")
    assert order.version == version + 1
    assert (event.kind, event.actor, event.note) == ("customer_edited", support, "")
    assert event.changes == {
        "first_name": ["Inês", "Ines"],
        "email": [email, "ines@exemplo.com.br"],
    }


def test_an_edit_leaves_the_customer_s_own_record_alone(order, support):
    edit(order, support, first_name="Ines")
    order.customer.refresh_from_db()
    assert order.customer.first_name == "Inês"


def test_a_tick_takes_the_contact_over_for_future_orders(order, support):
    edit(order, support, also_future=True, phone="+5549991024417")
    order.customer.refresh_from_db()
    assert order.customer.phone_number == "+5549991024417"
    assert changes_of(order) == [
        {
            "phone": ["+5531988401276", "+5549991024417"],
            "customer.phone": ["+5531988401276", "+5549991024417"],
        }
    ]


def test_saving_without_a_change_writes_nothing(order, support):
    version = order.version
    assert edit(order, support, also_future=True).changed is False
    order.refresh_from_db()
    assert order.version == version
    assert not OrderEvent.objects.exists()


def test_an_address_in_use_is_never_edited(order, support):
    old = order.shipping_address
    edit(order, support, shipping_address__city="Betim")
    order.refresh_from_db()
    old.refresh_from_db()
    assert old.city == "Belo Horizonte"
    assert (order.shipping_address.city, order.shipping_address.line) == ("Betim", old.line)
    assert order.shipping_address.customer == order.customer
    assert order.billing_address == order.shipping_address
    assert changes_of(order) == [{"shipping_address.city": ["Belo Horizonte", "Betim"]}]


def test_no_address_is_made_when_none_changed(order, support):
    edit(order, support, first_name="Ines")
    order.refresh_from_db()
    assert Address.objects.get() == order.shipping_address == order.billing_address


def test_a_billing_address_of_its_own_makes_one_row(order, support):
    opened = opened_now(order)
    billing = {name: effective(opened.values)[name] for name in fields_of(BILLING)}
    wanted = opened.values | billing | {SAME: "", f"{BILLING}.company_name": "Ipê Ltda"}
    edit_customer(actor=support, number=order.number, opened=opened, wanted=wanted)
    shipping = order.shipping_address
    order.refresh_from_db()
    assert order.shipping_address == shipping
    assert order.billing_address.company_name == "Ipê Ltda"
    assert Address.objects.count() == 2
    assert changes_of(order) == [
        {"billing_same": ["yes", ""], "billing_address.company_name": ["", "Ipê Ltda"]}
    ]


def test_the_billing_address_can_become_the_shipping_address(order, support):
    order.billing_address = AddressFactory(customer=order.customer, city="Betim")
    order.save()
    edit(order, support, billing_same="yes")
    order.refresh_from_db()
    assert order.billing_address == order.shipping_address
    assert changes_of(order) == [
        {"billing_same": ["", "yes"], "billing_address.city": ["Betim", "Belo Horizonte"]}
    ]


def test_an_emptied_address_is_no_address(order, support):
    edit(order, support, **dict.fromkeys(fields_of(SHIPPING), ""))
    order.refresh_from_db()
    assert (order.shipping_address, order.billing_address) == (None, None)


def test_an_order_without_addresses_can_be_given_one(support, order):
    order.shipping_address = order.billing_address = None
    order.save()
    edit(order, support, shipping_address__city="Betim", shipping_address__country="BR")
    order.refresh_from_db()
    assert order.shipping_address.city == "Betim"
    assert order.billing_address == order.shipping_address


def test_a_stale_form_keeps_what_somebody_else_changed_in_other_fields(order, support):
    colleague = UserFactory(role="Support", channels=[order.channel])
    opened = opened_now(order)
    edit(order, colleague, opened, phone="+5549991024417")
    edited = edit(order, support, opened, last_name="Guimarães Sá")
    order.refresh_from_db()
    assert (order.phone, order.last_name) == ("+5549991024417", "Guimarães Sá")
    assert edited.merged_with == colleague.distinct_name
    event = order.events.order_by("pk").last()
    assert event.changes == {"last_name": ["Araújo Pimentel", "Guimarães Sá"]}
    assert event.note == f"Merged with what {colleague.distinct_name} saved meanwhile."


def test_a_status_change_meanwhile_is_no_merge(order, support):
    opened = opened_now(order)
    type(order).objects.update(version=opened.version + 1)
    assert edit(order, support, opened, first_name="Ines").merged_with == ""
    assert order.events.get().note == ""


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


def test_a_stranger_s_order_does_not_exist(order):
    stranger = UserFactory(role="Support", channels=[SalesChannelFactory()])
    opened = opened_now(order)
    with pytest.raises(NotFound, match=f"There is no order {order.number}"):
        edit(order, stranger, opened, first_name="X")
    order.refresh_from_db()
    assert order.first_name == "Inês"


@pytest.mark.django_db(transaction=True)
def test_edits_of_different_fields_at_once_both_survive(order, support):
    opened = opened_now(order)
    outcomes = in_threads(
        lambda: edit_now(order, support, opened, first_name="Ines"),
        lambda: edit_now(order, support, opened, last_name="Sá"),
    )
    order.refresh_from_db()
    assert (order.first_name, order.last_name) == ("Ines", "Sá")
    assert sorted(edited.merged_with for edited in outcomes) == ["", "Elif Şahin (elif)"]
    assert sorted(changes_of(order), key=str) == [
        {"first_name": ["Inês", "Ines"]},
        {"last_name": ["Araújo Pimentel", "Sá"]},
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


def edit_now(order, user, opened, *, lock_timeout=None, **typed):
    if lock_timeout:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [lock_timeout])
    return edit_customer(
        actor=user, number=order.number, opened=opened, wanted=opened.values | typed
    )
