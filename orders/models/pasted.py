from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class PastedNumbers(models.Model):
    """A list of order numbers too long for an address; the same list is kept once."""

    digest = models.CharField(max_length=64, unique=True, db_collation="C")
    numbers = ArrayField(models.TextField())
    # The last time, and who it was: lists that nobody pastes and nothing names are cleared up.
    pasted_at = models.DateTimeField(default=timezone.now)
    pasted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{len(self.numbers)} numbers"

    @classmethod
    def keep(cls, numbers: list[str], *, user: User) -> Self:
        """Keep a list, or find it where somebody pasted the same; safe to repeat."""
        digest = hashlib.sha256("\n".join(numbers).encode()).hexdigest()
        pasted, _created = cls.objects.update_or_create(
            digest=digest,
            defaults={"pasted_at": timezone.now(), "pasted_by": user},
            create_defaults={"numbers": numbers, "pasted_by": user},
        )
        return pasted
