"""`manage.py clear_proofs`: delete the proofs of refunds that no row names."""

from typing import Any

from django.core.management.base import BaseCommand

from payments.proofs import clear_proofs


class Command(BaseCommand):
    help = "Deletes proofs of refunds that are older than a day and that no refund names."

    def handle(self, **options: Any) -> None:
        """Delete them, and say how many they were."""
        self.stdout.write(f"{clear_proofs():,} proofs that no refund names are deleted.")
