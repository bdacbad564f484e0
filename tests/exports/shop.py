"""A marketplace, somebody who exports its orders, and the files they get."""

import csv
import io

import openpyxl
from django.core.files.storage import default_storage

from exports.jobs.running import run_export
from exports.kinds import KINDS
from exports.models import Export
from exports.services.requesting import request_export
from omnitron.accounts.panels import OMNITRON
from orders.services.selecting import select_only
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

SITE = "https://omnitron.example/"


class Shop:
    def __init__(self, role="Operator"):
        self.channel = SalesChannelFactory(name="Mercado")
        self.user = UserFactory(role=role, channels=[self.channel])

    def order(self, **values):
        return OrderFactory(channel=self.channel, **values)

    def ask(self, *orders, user=None, selection=None, **values):
        """Ask for an export of orders as somebody asks for it on a page."""
        user = user or self.user
        if selection is None:
            selection = select_only(actor=user, order_ids=[order.pk for order in orders])
        kind = values.pop("kind", "order_items")
        defaults = {
            "format": "csv",
            "columns": KINDS[kind].names,
            "panel": OMNITRON,
            "zone": "Europe/Istanbul",
            "site": SITE,
        }
        return request_export(
            actor=user, kind=kind, selection_id=selection.pk, **{**defaults, **values}
        )

    def export(self, *orders, **values):
        """The same, written."""
        return run(self.ask(*orders, **values))


def run(export):
    """Write an export's file; the row as it is then."""
    run_export(export.pk)
    return Export.objects.get(pk=export.pk)


def content(export):
    """What the file of an export holds."""
    with default_storage.open(export.file) as file:
        return file.read()


def table(export):
    """The rows of a CSV file, each by its headers."""
    text = content(export).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(export):
    """The workbook of an Excel export."""
    return openpyxl.load_workbook(io.BytesIO(content(export)))
