"""Applying a file: all of its good rows, each once, in the log, and nothing else."""

import pytest

from bulk_updates.services.deciding import apply_bulk_update
from omnitron.core.errors import Refusal
from orders.models import OrderEvent, OrderItem
from orders.services.moving import move_items
from orders.states import Status
from tests.bulk_updates.uploads import only_row, outcomes, read_rows, worked_on
from tests.factories import OrderFactory, OrderItemFactory, PackageFactory, UserFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db

FULL = ("order_number", "order_item_id", "status", "shipping_company", "tracking_number")


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True)


def applied(update, actor=None, **options):
    apply_bulk_update(actor=actor or update.uploaded_by, pk=update.pk, **options)
    return worked_on(update)


def moved_by(person, item, to=Status.PREPARING):
    move_items(actor=person, item_ids=[item.pk], to=to)


def test_the_good_rows_are_applied_and_the_others_left_out(admin):
    order = OrderFactory(items=3)
    good, same, bad = order.items.all()
    update = read_rows(
        (order.number, good.pk, "Shipped", "JD1"),
        (order.number, same.pk, "Approved", ""),
        (order.number, bad.pk, "Delivered", "JD3"),
    )

    applied(update)

    assert list(OrderItem.objects.order_by("pk").values_list("status", "tracking_number")) == [
        (500, "JD1"),
        (400, ""),
        (400, ""),
    ]
    assert (update.status, update.changed_count, update.turned_bad_count) == ("done", 1, 0)


def test_each_changed_item_has_one_event_with_line_person_and_changes():
    company = ShippingCompanyFactory(code="jadlog")
    order = OrderFactory(items=2)
    first, second = order.items.all()
    update = read_rows(
        (order.number, first.pk, "Shipped", "jadlog", "JD1"),
        (order.number, second.pk, "", "jadlog", ""),
        header=FULL,
    )

    applied(update)

    events = OrderEvent.objects.order_by("pk")
    assert [(e.item_id, e.kind, e.cause, e.actor, e.changes) for e in events] == [
        (
            first.pk,
            "status_changed",
            f"bulk:{update.pk}/2",
            update.uploaded_by,
            {
                "status": [400, 500],
                "shipping_company": [None, company.pk],
                "tracking_number": ["", "JD1"],
            },
        ),
        (
            second.pk,
            "shipment_changed",
            f"bulk:{update.pk}/3",
            update.uploaded_by,
            {"shipping_company": [None, company.pk]},
        ),
    ]


def test_an_invoice_alone_is_logged_as_one():
    item = OrderItemFactory()
    header = ("order_number", "order_item_id", "invoice_number", "invoice_date", "e_archive_url")
    row = (item.order.number, item.pk, "A1", "2017-11-30", "https://example.com/A1")

    applied(read_rows(row, header=header))

    event = OrderEvent.objects.get()
    assert event.kind == "invoice_changed"
    assert event.changes == {
        "invoice_number": ["", "A1"],
        "invoice_date": [None, "2017-11-30"],
        "e_archive_url": ["", "https://example.com/A1"],
    }


def test_orders_and_packages_follow_their_items():
    package = PackageFactory()
    item = OrderItemFactory(order=package.order, package=package)
    company = ShippingCompanyFactory(code="jadlog")
    update = read_rows((package.order.number, item.pk, "Shipped", "jadlog", ""), header=FULL)

    applied(update)

    package.refresh_from_db()
    package.order.refresh_from_db()
    assert package.status == "shipped"
    assert package.order.status == Status.SHIPPED
    assert package.order.shipping_company_ids == [company.pk]


def test_an_item_counts_its_version_up_by_one():
    item = OrderItemFactory()
    before = item.version

    applied(read_rows((item.order.number, item.pk, "Shipped", "JD1")))

    item.refresh_from_db()
    assert item.version == before + 1


def test_what_was_changed_since_the_preview_is_refused_and_told(admin):
    order = OrderFactory(items=2)
    first, second = order.items.all()
    update = read_rows(
        (order.number, first.pk, "", "JD1"), (order.number, second.pk, "Shipped", "JD2")
    )
    moved_by(admin, first)

    applied(update)

    assert outcomes(update) == {
        2: ("turned_bad", "changed_since_preview", ""),
        3: ("change", "", ""),
    }
    assert (update.changed_count, update.turned_bad_count) == (1, 1)
    first.refresh_from_db()
    assert (first.status, first.tracking_number) == (Status.PREPARING, "")


def test_a_company_that_was_deactivated_since_the_preview_is_refused():
    company = ShippingCompanyFactory(code="jadlog")
    item = OrderItemFactory()
    update = read_rows((item.order.number, item.pk, "", "jadlog", ""), header=FULL)
    company.is_active = False
    company.save()

    applied(update)

    assert only_row(update).reason == "inactive_company"
    assert update.changed_count == 0


def test_an_order_that_the_person_lost_since_the_preview_is_unknown(operator_of):
    item = OrderItemFactory()
    operator = operator_of(item.order.channel)
    update = read_rows((item.order.number, item.pk, "Shipped", ""), actor=operator)
    operator.channel_access.all().delete()
    other = UserFactory(is_superuser=True)
    apply_bulk_update(actor=other, pk=update.pk)
    type(update).objects.filter(pk=update.pk).update(applied_by=operator)

    worked_on(update)

    assert only_row(update).reason == "unknown_item"
    assert update.changed_count == 0


def test_chunks_are_cut_by_order_and_none_is_left_out(monkeypatch):
    monkeypatch.setattr("bulk_updates.jobs.applying.ORDERS_AT_ONCE", 2)
    orders = OrderFactory.create_batch(5, items=2)
    rows = [
        (order.number, item.pk, "Preparing", f"T{item.pk}")
        for order in orders
        for item in order.items.all()
    ]

    update = applied(read_rows(*reversed(rows)))

    assert update.changed_count == 10
    assert OrderItem.objects.filter(status=Status.PREPARING).count() == 10
    assert OrderEvent.objects.count() == 10


def test_all_or_nothing_undoes_what_was_done_when_a_row_turns_bad(monkeypatch, admin):
    monkeypatch.setattr("bulk_updates.jobs.applying.ORDERS_AT_ONCE", 1)
    first, second = OrderItemFactory(), OrderItemFactory()
    update = read_rows(
        (first.order.number, first.pk, "Shipped", "JD1"),
        (second.order.number, second.pk, "Shipped", "JD2"),
    )
    moved_by(admin, second)

    applied(update, only_if_all_good=True)

    assert (update.status, update.turned_bad_count) == ("undone", 1)
    assert (update.changed_count, update.restored_count, update.kept_count) == (1, 1, 0)
    assert list(OrderItem.objects.order_by("pk").values_list("status", "tracking_number")) == [
        (400, ""),
        (450, ""),
    ]
    assert outcomes(update)[3] == ("turned_bad", "changed_since_preview", "")


def test_all_or_nothing_is_refused_where_a_row_is():
    item = OrderItemFactory()
    update = read_rows(
        (item.order.number, item.pk, "Shipped", ""), (item.order.number, 0, "Shipped", "")
    )

    with pytest.raises(Refusal, match="1 row is refused: correct it"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk, only_if_all_good=True)

    update.refresh_from_db()
    assert update.status == "ready"


def test_a_file_that_changes_nothing_is_not_applied():
    item = OrderItemFactory()
    update = read_rows((item.order.number, item.pk, "Approved", ""))

    with pytest.raises(Refusal, match="No row of bulk update"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk)


def test_asked_twice_it_is_applied_once():
    item = OrderItemFactory()
    update = read_rows((item.order.number, item.pk, "Shipped", "JD1"))

    applied(applied(update))

    assert OrderEvent.objects.count() == 1


def test_who_applies_is_who_the_log_names(admin):
    item = OrderItemFactory()
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    applied(update, actor=admin)

    assert OrderEvent.objects.get().actor == admin
