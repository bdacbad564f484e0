import hashlib
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class PastedNumbers(models.Model):
    """A list of order numbers too long for an address; the same list is kept once."""

    digest = models.CharField(max_length=64, unique=True, db_collation="C")
    numbers = ArrayField(models.TextField())
    # The last time: lists that nobody pastes and nothing names are cleared up.
    pasted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{len(self.numbers)} numbers"

    @classmethod
    def keep(cls, numbers: list[str]) -> Self:
        """Keep a list, or find it where somebody pasted the same; safe to repeat."""
        digest = hashlib.sha256("\n".join(numbers).encode()).hexdigest()
        pasted, _created = cls.objects.update_or_create(
            digest=digest,
            defaults={"pasted_at": timezone.now()},
            create_defaults={"numbers": numbers},
        )
        return pasted
