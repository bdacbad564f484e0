"""What changed since somebody was last told: one narrow row for each thing that is told of."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from orders.models.channels import SalesChannel

# A load is no change: set to 'on' by `orders.services.loading`, for its own statements alone.
LOADING = "omnitron.loading"

# The update first: nearly every change is of something that was told of before.
_REVISE = """
UPDATE orders_revision
SET {revised}
WHERE kind = '{kind}' AND object_id = NEW.{key};
IF NOT FOUND THEN
    INSERT INTO orders_revision (kind, object_id, channel_id, revision, changed_at,
        acknowledged, is_due, announced, is_unannounced)
    VALUES ('{kind}', NEW.{key}, (SELECT channel_id FROM orders_order WHERE id = NEW.order_id),
        1, clock_timestamp(), 0, true, 0, true)
    ON CONFLICT (kind, object_id) DO UPDATE
    SET {revised};
END IF;
RETURN NULL;
"""
# Never the same moment twice, even within one transaction: who acknowledges names it.
_REVISED = """revision = orders_revision.revision + 1,
    changed_at = greatest(
        clock_timestamp(), orders_revision.changed_at + interval '1 microsecond'),
    is_due = true, is_unannounced = true"""


class RevisionQuerySet(models.QuerySet[Any]):
    """Which things changed, and when."""

    def due(self, kind: str, channel: SalesChannel) -> Self:
        """What of a channel changed since it was acknowledged, what waits longest first."""
        due = self.filter(kind=kind, channel=channel, is_due=True)
        return due.order_by("changed_at", "object_id")


class Revision(models.Model):
    """How often an order, request, plan or refund was changed, and which of it others know.

    Triggers alone count; whoever reads `is_due` acknowledges what they read by its `changed_at`,
    which no two changes of one object share.
    """

    class Kind(models.TextChoices):
        ORDER = "order"
        CANCELLATION_REQUEST = "cancellation_request"
        CANCELLATION_PLAN = "cancellation_plan"
        REFUND = "refund"

    # No key beside it: every change would write a further index.
    pk = models.CompositePrimaryKey("kind", "object_id")
    kind = models.CharField(max_length=20, choices=Kind.choices, db_collation="C")
    object_id = models.BigIntegerField()
    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    # What the channel has taken over, and what webhooks have told.
    acknowledged = models.PositiveIntegerField()
    is_due = models.BooleanField()
    announced = models.PositiveIntegerField()
    is_unannounced = models.BooleanField()

    objects: ClassVar[RevisionQuerySet] = RevisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="revision_due_as_counted",
                condition=Q(is_due=True, revision__gt=F("acknowledged"))
                | Q(is_due=False, revision=F("acknowledged")),
            ),
            models.CheckConstraint(
                name="revision_unannounced_as_counted",
                condition=Q(is_unannounced=True, revision__gt=F("announced"))
                | Q(is_unannounced=False, revision=F("announced")),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "changed_at"], name="revision_by_change"),
            models.Index(
                fields=["channel", "kind", "changed_at", "object_id"],
                name="revision_due",
                condition=Q(is_due=True),
            ),
            models.Index(
                fields=["channel", "kind", "object_id"],
                name="revision_unannounced",
                condition=Q(is_unannounced=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.revision}"


def modified_date(kind: str, *, key: str = "pk") -> Subquery:
    """When what `key` names was last changed, read with the row: `annotate(modified_date=…)`.

    Who reads it afterwards may get the moment of a change that the row read before does not have,
    and acknowledge what they never saw.
    """
    revision = Revision.objects.filter(kind=kind, object_id=OuterRef(key))
    return Subquery(revision.values("changed_at"))


def revises(
    kind: str, *, key: str = "id", changed: tuple[str, ...] = ()
) -> list[pgtrigger.Trigger]:
    """Count each new row, and each change of these columns, as a change of what `key` names.

    The row is of an order, `order_id`. After the row is written, so that the order, which who
    writes holds, is always locked before its revision.
    """
    body = _REVISE.format(kind=kind, key=key, revised=_REVISED)
    no_load = f"current_setting('{LOADING}', true) IS DISTINCT FROM 'on'"
    triggers = [
        pgtrigger.Trigger(
            name=f"{kind}_revised_by_row",
            operation=pgtrigger.Insert,
            when=pgtrigger.After,
            condition=pgtrigger.Condition(f"({no_load})"),
            func=body,
        )
    ]
    if changed:
        differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in changed)
        triggers.append(
            pgtrigger.Trigger(
                name=f"{kind}_revised",
                operation=pgtrigger.UpdateOf(*changed),
                when=pgtrigger.After,
                condition=pgtrigger.Condition(f"(({differs}) AND {no_load})"),
                func=body,
            )
        )
    return triggers
