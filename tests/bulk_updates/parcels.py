"""A seller's files: lines of packages with company and tracking number."""

from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.services.uploading import upload
from bulk_updates.telling import Teller
from omnitron.accounts.panels import SELLER_CENTER
from tests.bulk_updates.uploads import csv_of, worked_on

HEADER = ("order_number", "order_item_id", "status", "shipping_company", "tracking_number")


def read(actor, *rows, panel=SELLER_CENTER):
    """A file that a worker has read and checked."""
    file = SimpleUploadedFile("tracking.csv", csv_of(*rows, header=HEADER))
    return worked_on(upload(actor=actor, file=file, panel=panel))


def applied(actor, update, **options):
    """The same, once it was applied."""
    apply_bulk_update(actor=actor, pk=update.pk, panel=update.panel, **options)
    return worked_on(update)


def row(item, status="Shipped", company="jadlog", tracking="JD1"):
    """The line of an item."""
    return (item.order.number, item.pk, status, company, tracking)


def items_of(package):
    """The items of a package, in the order of its lines."""
    return list(package.items.select_related("order").order_by("line_number"))


def told(update, line):
    """What a person reads about a line that was refused."""
    return str(Teller().tell([update.rows.get(line=line)])[0])
