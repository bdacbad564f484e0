from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from omnitron.accounts.models import User

LONGEST_KEY = 255


class KeptAnswerManager(models.Manager["KeptAnswer"]):
    """Which answers are kept."""

    def claim(self, *, user: User, key: str, digest: str) -> KeptAnswer:
        """The answer under a person's key, or a new one without a status; locked.

        Whoever comes meanwhile with the same key waits for the end of this transaction: the
        insertion of a row waits for one that is not committed yet.
        """
        row = KeptAnswer(user=user, key=key, digest=digest, created_at=timezone.now())
        self.bulk_create([row], ignore_conflicts=True)
        return self.select_for_update().get(user=user, key=key)


class KeptAnswer(models.Model):
    """What a request with an `Idempotency-Key` was answered, for as long as it may come again.

    It may hold names and addresses: it is kept for a day.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=LONGEST_KEY, db_collation="C")
    # Of method, address and body.
    digest = models.CharField(max_length=64)
    # Nothing while it is being done.
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    objects: ClassVar[KeptAnswerManager] = KeptAnswerManager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key"),
        ]

    def __str__(self) -> str:
        return self.key
