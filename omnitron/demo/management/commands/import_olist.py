from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from omnitron.core.errors import Refusal
from omnitron.demo.granting import grant_channel
from omnitron.demo.olist.importing import SLUG, Report, import_olist
from omnitron.demo.options import names, positive
from omnitron.demo.registering import register_payments


class Command(BaseCommand):
    help = "Load the orders of a folder with the files of the Olist data set; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--limit", type=positive, help="only the first N orders by time")
        parser.add_argument(
            "--grant", type=names, default=[], help="users who may see the orders: operator,finance"
        )

    def handle(self, *, folder: Path, limit: int | None, grant: list[str], **options: Any) -> None:
        try:
            with transaction.atomic():
                report = import_olist(folder=folder, limit=limit)
                for username in grant:
                    grant_channel(username=username, slug=SLUG)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("\n".join(_lines(report)))
        if not grant:
            self.stdout.write(
                f"Who may see them: manage.py grant_channel USER {SLUG}, or --grant USER,USER here."
            )
        register_payments(channel=SLUG, tell=self.stdout.write)


def _lines(report: Report) -> list[str]:
    figures, currency = report.figures, report.channel.currency
    return [
        f"{report.new_orders:,} new orders, {report.new_sellers:,} new sellers.",
        f"The channel {report.channel} ({currency}, {report.channel.timezone}) holds:",
        f"  {figures.orders:>10,} orders",
        f"  {figures.items:>10,} items",
        f"  {figures.transactions:>10,} payment transactions",
        f"  {figures.price_and_freight:>14,.2f} {currency} prices and freight",
        f"  {figures.paid:>14,.2f} {currency} payments, of which"
        f" {figures.paid_without_items:,.2f} for {figures.orders_without_items:,} orders"
        " without items",
        f"  {figures.interest:>14,.2f} {currency} card interest;"
        f" {figures.orders_differing:,} orders were paid otherwise than due,"
        f" {figures.orders_unexplained:,} of them not because of interest",
    ]
