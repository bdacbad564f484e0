from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from geography.reading import LONGEST, read_places
from geography.services.loading import load_places
from omnitron.core.errors import Refusal


class Command(BaseCommand):
    help = (
        f"Take in the places of a CSV file with the columns {', '.join(LONGEST)}; safe to repeat."
        " Code and mapping are those of the lowest place of their line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                loaded = load_places(read_places(lines))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not in UTF-8: save it so, and repeat.") from None
        except Refusal as refusal:
            raise CommandError(f"Nothing was taken in.\n{refusal}") from None
        self.stdout.write(f"{loaded.places:,} new places, {loaded.mappings:,} new mappings.")
