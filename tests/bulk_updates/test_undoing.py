"""Undo: what nobody has changed since is as it was, the rest stays and is listed."""

from datetime import date

import pytest

from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from omnitron.core.errors import Conflict
from orders.models import OrderEvent, OrderItem
from orders.services.moving import move_items
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, outcomes, read, read_rows, worked_on
from tests.factories import OrderItemFactory, PackageFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db

COLUMNS = (
    "order_number",
    "order_item_id",
    "status",
    "shipping_company",
    "tracking_number",
    "invoice_number",
    "invoice_date",
    "e_archive_url",
)


def applied(update):
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    return worked_on(update)


def undone(update):
    undo_bulk_update(actor=update.uploaded_by, pk=update.pk)
    return worked_on(update)


def values():
    columns = ("status", "shipping_company", *COLUMNS[4:])
    return list(OrderItem.objects.order_by("pk").values_list(*columns))


def test_every_column_is_as_it_was():
    ShippingCompanyFactory(code="new")
    item = OrderItemFactory(
        shipping_company=ShippingCompanyFactory(code="old"),
        tracking_number="OLD",
        invoice_date=date(2017, 1, 31),
    )
    before = values()
    row = (
        item.order.number,
        item.pk,
        "Shipped",
        "new",
        "[clear]",
        "A1",
        "2017-11-30",
        "https://x.yz",
    )
    update = applied(read_rows(row, header=COLUMNS))
    assert values() != before

    undone(update)

    assert values() == before
    assert (update.status, update.restored_count, update.kept_count) == ("undone", 1, 0)


def test_orders_and_packages_are_rolled_back_up():
    package = PackageFactory()
    item = OrderItemFactory(order=package.order, package=package)
    update = applied(read_rows((package.order.number, item.pk, "Shipped", "")))

    undone(update)

    package.refresh_from_db()
    package.order.refresh_from_db()
    assert (package.status, package.order.status) == ("waiting_packaging", Status.APPROVED)


def test_the_log_names_it_as_a_correction_with_its_line():
    item = OrderItemFactory()
    update = applied(read_rows((item.order.number, item.pk, "Shipped", "")))

    undone(update)

    event = OrderEvent.objects.latest("pk")
    assert (event.kind, event.cause) == ("status_corrected", f"bulk_undo:{update.pk}/2")
    assert event.changes == {"status": [500, 400]}
    assert event.actor == update.uploaded_by


def test_what_somebody_changed_since_stays_and_is_listed():
    first, second = OrderItemFactory(), OrderItemFactory()
    update = applied(
        read_rows(
            (first.order.number, first.pk, "Shipped", "JD1"),
            (second.order.number, second.pk, "Shipped", "JD2"),
        )
    )
    person = UserFactory(is_superuser=True)
    move_items(actor=person, item_ids=[second.pk], to=Status.DELIVERED)

    undone(update)

    assert [row[0] for row in values()] == [Status.APPROVED, Status.DELIVERED]
    assert outcomes(update) == {
        2: ("change", "", ""),
        3: ("kept", "changed_since_applied", ""),
    }
    assert (update.restored_count, update.kept_count) == (1, 1)


def test_it_goes_on_from_chunk_to_chunk(monkeypatch):
    monkeypatch.setattr("bulk_updates.jobs.applying.ORDERS_AT_ONCE", 2)
    items = OrderItemFactory.create_batch(5)
    rows = [(item.order.number, item.pk, "Shipped", f"JD{item.pk}") for item in items]
    update = applied(read_rows(*rows))

    undone(update)

    assert update.restored_count == 5
    assert set(OrderItem.objects.values_list("status", "tracking_number")) == {(400, "")}


def test_asked_twice_it_is_undone_once():
    item = OrderItemFactory()
    update = applied(read_rows((item.order.number, item.pk, "Shipped", "")))

    undone(undone(update))

    assert OrderEvent.objects.count() == 2


def test_what_was_not_applied_is_not_undone():
    item = OrderItemFactory()
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    with pytest.raises(Conflict, match="Ready to apply"):
        undo_bulk_update(actor=update.uploaded_by, pk=update.pk)


def test_undone_rows_can_be_applied_by_another_file():
    item = OrderItemFactory()
    row = (item.order.number, item.pk, "Shipped", "JD1")
    undone(applied(read_rows(row)))

    again = applied(read(csv_of(row)))

    assert again.changed_count == 1
    item.refresh_from_db()
    assert item.status == Status.SHIPPED
