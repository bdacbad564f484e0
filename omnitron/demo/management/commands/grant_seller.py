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
            grant_seller(username=username, code=code)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{username} is staff of the seller {code}.")
