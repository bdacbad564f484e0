from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnitron.core.errors import Refusal
from omnitron.demo.analysing import analyse
from omnitron.demo.filling import fill
from omnitron.demo.options import moment, positive, today
from omnitron.demo.registering import register_payments
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders


class Command(BaseCommand):
    help = "Write invented orders; the same numbers make the same orders, and never twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--orders", type=positive, required=True, help="how many")
        parser.add_argument("--seed", type=positive, default=1, help="other orders for each")
        parser.add_argument(
            "--until", type=moment, help="the moment before which all is placed (default: today)"
        )

        parser.add_argument(
            "--jobs", type=positive, default=2, help="connections that write (default: 2)"
        )

    def handle(
        self, *, orders: int, seed: int, until: datetime | None, jobs: int, **options: Any
    ) -> None:
        plan = Plan(orders=orders, seed=seed, until=until or today())
        try:
            written = seed_orders(plan, tell=self.stdout.write, jobs=jobs)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        analyse()
        self.stdout.write(f"{written:,} new orders.")
        register_payments(tell=self.stdout.write)
        fill(plan, tell=self.stdout.write)
