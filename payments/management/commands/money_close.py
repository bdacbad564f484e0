"""`manage.py money_close GATEWAY [--day DAY]`: where our refunds and a gateway's book differ."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from omnitron.core.formats import money_text
from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import UnknownGateway
from payments.services.closing import Close, close

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Compares a day's refunds with a gateway's book; ends with 1 if they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the gateway's name and the day."""
        parser.add_argument("gateway")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="as in 2026-11-21, UTC; default: yesterday"
        )

    def handle(self, *, gateway: str, day: date | None, **options: Any) -> None:
        """Print the sums and every difference."""
        day = day or timezone.now().date() - timedelta(days=1)
        since = datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
        try:
            found = close(gateway, since, since + timedelta(days=1))
        except (OutcomeUnknown, UnknownGateway) as error:
            raise CommandError(f"The day cannot be closed: {error}") from error
        self.stdout.write(f"{gateway}, {day}: {self._told(found)}")
        if found.differences:
            raise CommandError(f"The books differ about {len(found.differences)} refunds.")
        if found.currencies_apart:
            # No alarm: each midnight some refund may be in one book before and in the other after.
            self.stdout.write(
                f"The sums in {', '.join(found.currencies_apart)} differ, though no refund does:"
                " the books have one on different days. Compare the days before and after."
            )

    def _told(self, found: Close) -> str:
        sums = [
            f"ours {money_text(found.our_sums.get(currency), currency)},"
            f" theirs {money_text(found.their_sums.get(currency), currency)}"
            for currency in sorted({*found.our_sums, *found.their_sums})
        ]
        lines = [
            f"  {entry.kind} {entry.reference or '-'}"
            f" order {entry.order.number if entry.order else '-'}:"
            f" ours {money_text(entry.our_amount, entry.currency)},"
            f" theirs {money_text(entry.their_amount, entry.currency)}"
            for entry in found.differences
        ]
        return "\n".join(["; ".join(sums) or "nothing", *lines])
