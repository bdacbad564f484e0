"""Bulk updates as their pages have them: addresses, and files of one's own."""

from django.db.models import F

from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update
from orders.models import OrderItem
from orders.states import Status
from tests.bulk_updates.uploads import HEADER, csv_of, read, worked_on
from tests.factories import OrderFactory, OrderItemFactory

LIST = "/omnitron/bulk-updates/"
# A row about an item that nobody has.
UNKNOWN = ("1", "999999999", "", "")


def address(update, page=""):
    """`address(update, "undo/")`"""
    return f"{LIST}{update.pk}/{page}"


def items_of(channel, count, *, status=Status.APPROVED, **values):
    return [
        OrderItemFactory(order=OrderFactory(channel=channel), status=status, **values)
        for _ in range(count)
    ]


def line_of(item, *cells):
    """A row about an item: its keys, then what it changes."""
    return (item.order.number, item.pk, *cells)


def read_by(user, *rows, header=HEADER, **options):
    """A file that a person uploaded, and that was read."""
    return read(csv_of(*rows, header=header), actor=user, **options)


def shipping(user, items, **options):
    """A file by which each item is shipped, read."""
    return read_by(user, *[line_of(item, "Shipped", f"JD{item.pk}") for item in items], **options)


def applied(update, **options):
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk, **options)
    return worked_on(update)


def undone(update):
    undo_bulk_update(actor=update.uploaded_by, pk=update.pk)
    return worked_on(update)


def change(item, **values):
    """What somebody else does to an item meanwhile."""
    changed = {"tracking_number": "ELSE", **values}
    OrderItem.objects.filter(pk=item.pk).update(**changed, version=F("version") + 1)


def step_of(response):
    return [step.label for step in response.context["shown"].steps if step.is_current]


def set_to(update, *statuses, **columns):
    """Write columns past the services, after the moves that a worker would make."""
    row = BulkUpdate.objects.filter(pk=update.pk)
    for status in statuses:
        row.update(status=status)
    row.update(**columns)
