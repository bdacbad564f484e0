"""Statuses of bulk updates, the moves between them, and what becomes of a row (docs/states.md)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from omnitron.core.states import StateMachine


class BulkUpdateStatus(models.TextChoices):
    """Where a bulk update is; nothing of an order changes before somebody applies it."""

    UPLOADED = "uploaded", pgettext_lazy("bulk update", "Uploaded")
    PARSING = "parsing", pgettext_lazy("bulk update", "Being read")
    READY = "ready", pgettext_lazy("bulk update", "Ready to apply")
    UNREADABLE = "unreadable", pgettext_lazy("bulk update", "Cannot be read")
    APPLYING = "applying", pgettext_lazy("bulk update", "Applying")
    DONE = "done", pgettext_lazy("bulk update", "Done")
    DISCARDED = "discarded", pgettext_lazy("bulk update", "Discarded")
    UNDOING = "undoing", pgettext_lazy("bulk update", "Being undone")
    UNDONE = "undone", pgettext_lazy("bulk update", "Undone")


BULK_UPDATE_MOVES = StateMachine(
    {
        BulkUpdateStatus.UPLOADED: {BulkUpdateStatus.PARSING, BulkUpdateStatus.DISCARDED},
        BulkUpdateStatus.PARSING: {
            BulkUpdateStatus.READY,
            BulkUpdateStatus.UNREADABLE,
            BulkUpdateStatus.DISCARDED,
        },
        # Read again, in another encoding or with another delimiter.
        BulkUpdateStatus.UNREADABLE: {BulkUpdateStatus.UPLOADED, BulkUpdateStatus.DISCARDED},
        BulkUpdateStatus.READY: {
            BulkUpdateStatus.UPLOADED,
            BulkUpdateStatus.APPLYING,
            BulkUpdateStatus.DISCARDED,
        },
        # Straight to being undone: all rows were to be good, and one has turned bad.
        BulkUpdateStatus.APPLYING: {BulkUpdateStatus.DONE, BulkUpdateStatus.UNDOING},
        BulkUpdateStatus.DONE: {BulkUpdateStatus.UNDOING},
        BulkUpdateStatus.UNDOING: {BulkUpdateStatus.UNDONE},
    }
)
# A worker is at it, or will be.
IN_WORK = frozenset(
    {
        BulkUpdateStatus.UPLOADED,
        BulkUpdateStatus.PARSING,
        BulkUpdateStatus.APPLYING,
        BulkUpdateStatus.UNDOING,
    }
)
# Nobody has decided about it yet.
OPEN = frozenset(
    {
        BulkUpdateStatus.UPLOADED,
        BulkUpdateStatus.PARSING,
        BulkUpdateStatus.READY,
        BulkUpdateStatus.UNREADABLE,
    }
)
# It has changed orders, or is about to.
APPLIED = frozenset(
    {
        BulkUpdateStatus.APPLYING,
        BulkUpdateStatus.DONE,
        BulkUpdateStatus.UNDOING,
        BulkUpdateStatus.UNDONE,
    }
)


class RowOutcome(models.TextChoices):
    """What becomes of a row of the file."""

    UNCHECKED = "", pgettext_lazy("row of a file", "Not checked yet")
    CHANGE = "change", pgettext_lazy("row of a file", "Changes its item")
    UNCHANGED = "unchanged", pgettext_lazy("row of a file", "Says what is there already")
    REFUSED = "refused", pgettext_lazy("row of a file", "Refused")
    # It was good in the preview.
    TURNED_BAD = "turned_bad", pgettext_lazy("row of a file", "Refused while applying")
    # Applied, and not undone.
    KEPT = "kept", pgettext_lazy("row of a file", "Changed again since, and kept")
