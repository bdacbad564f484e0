"""A marketplace, somebody who exports its orders, and the files they get."""

import csv
import io
from datetime import timedelta

import openpyxl
from django.core.files.storage import default_storage
from django.utils import timezone

from exports.jobs.running import run_export
from exports.kinds import KINDS
from exports.models import Export
from exports.services.requesting import request_export
from omnitron.accounts.models import User
from omnitron.accounts.panels import OMNITRON
from orders.models import ChannelAccess
from orders.services.selecting import select_on_page, select_only
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

SITE = "https://omnitron.example/"


class Shop:
    """A sales channel with an operator who sees it."""

    def __init__(self):
        self.channel = SalesChannelFactory(name="Mercado")
        self.user = UserFactory(role="Operator", channels=[self.channel])

    def give(self, *channels):
        """Let the operator see further channels."""
        for channel in channels:
            ChannelAccess.objects.create(user=self.user, channel=channel)

    def order(self, **values):
        return OrderFactory(**{"channel": self.channel, **values})

    def tick(self, *orders, query=""):
        """Choose orders one by one in the list of a filter."""
        keys = [order.pk for order in orders]
        return select_on_page(
            actor=self.user, pk=None, filter_query=query, page_ids=keys, chosen_ids=keys
        )

    def ask(self, *orders, user=None, selection=None, kind="order_items", **values):
        """Ask for an export of orders as somebody asks for it on a page."""
        # As a request reads them: what was given meanwhile counts.
        user = User.objects.get(pk=(user or self.user).pk)
        if selection is None:
            selection = select_only(actor=user, order_ids=[order.pk for order in orders])
        defaults = {
            "format": "csv",
            "columns": KINDS[kind].names if kind in KINDS else ["order_number"],
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


def files(media):
    """All files of a folder, finished or not."""
    return sorted(path for path in media.rglob("*") if path.is_file())


def lapse(export):
    """Let so much time go by that a worker which has said nothing counts as lost."""
    past = timezone.now() - timedelta(minutes=10)
    Export.objects.filter(pk=export.pk).update(claimed_until=past, requested_at=past)
