from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnitron.core.errors import Refusal
from omnitron.demo.granting import grant_channel


class Command(BaseCommand):
    help = "Let a user see the orders of a sales channel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USER")
        parser.add_argument("slug", metavar="CHANNEL_SLUG")

    def handle(self, *, username: str, slug: str, **options: Any) -> None:
        try:
            grant_channel(username=username, slug=slug)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{username} sees the orders of {slug}.")
