from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnitron.core.errors import Refusal
from omnitron.demo.granting import grant_seller


class Command(BaseCommand):
    help = "Make a user staff of a seller."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USER")
        parser.add_argument("code", metavar="SELLER_CODE")

    def handle(self, *, username: str, code: str, **options: Any) -> None:
        try:
            new = grant_seller(username=username, code=code)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        said = "is now staff of the seller {}." if new else "is staff of the seller {} already."
        self.stdout.write(f"{username} {said.format(code)}")
