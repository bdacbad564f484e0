"""What a sales channel has not taken over yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from integrations.access import require_channel
from orders.models import Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet

    from omnitron.accounts.models import User
    from orders.models import SalesChannel
    from orders.models.revisions import RevisionQuerySet

Row = TypeVar("Row", bound="Model")


def updates_of(*, actor: User, channel: SalesChannel, kind: str) -> RevisionQuerySet:
    """The revisions of what is due, what waits longest first: a page of them leads to its rows."""
    require_channel(actor, channel)
    return Revision.objects.due(kind, channel)


def rows_of(revisions: Sequence[Revision], rows: QuerySet[Row]) -> list[Row]:
    """The rows that revisions are of, in their order, each with its `modified_date`.

    Rows are read after their revisions, never before: what changes in between is newer than what
    its date says, is not acknowledged by it, and comes again.
    """
    dates: dict[int, Any] = {one.object_id: one.changed_at for one in revisions}
    found = {row.pk: row for row in rows.filter(pk__in=dates)}
    for pk, row in found.items():
        row.modified_date = dates[pk]  # type: ignore[attr-defined]
    return [found[pk] for pk in dates if pk in found]
