import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnitron.core.errors import Busy
from omnitron.demo.analysing import analyse
from omnitron.demo.filling import fill
from omnitron.demo.options import today
from omnitron.demo.registering import register_payments
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders
from omnitron.demo.seeding.sellers import write_sellers
from omnitron.demo.starting import Person, is_complete, is_open, let_people_in, write_settings
from orders.models import Order
from performance.jobs.counting import count_performance

ORDERS = 2000


class Command(BaseCommand):
    help = "Set the demo up: settings, orders, and a user of every role; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are users already"
        )

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if if_empty and is_open():
            self.stdout.write("There are users already: the demo was left as it is.")
            return
        write_settings()
        plan = Plan(orders=ORDERS, seed=1, until=today())
        if Order.objects.exists():
            write_sellers(plan)
        else:
            self._seed(plan)
        register_payments(tell=self.stdout.write)
        if not is_complete():
            fill(plan, tell=self.stdout.write)
        count_performance()
        # They are let in last: whoever can sign in finds a demo that is complete.
        chosen = os.environ.get("DEMO_PASSWORD", "")
        password = chosen or secrets.token_urlsafe(9)
        added = let_people_in(password=password)
        self.stdout.write("\n".join(_lines(added, "" if chosen else password)))

    def _seed(self, plan: Plan) -> None:
        try:
            seed_orders(plan, tell=self.stdout.write)
        except Busy as refusal:
            raise CommandError(str(refusal)) from None
        analyse()


def _lines(added: list[Person], generated: str) -> list[str]:
    if not added:
        return ["The users of the demo are there already; their passwords stay as they are."]
    lines = [
        f"  {person.username:<12} {person.role:<13} {person.first_name} {person.last_name}"
        for person in added
    ]
    said = f"{generated}   (shown this once)" if generated else "as DEMO_PASSWORD says"
    return ["Demo users:", *lines, f"Password: {said}"]
