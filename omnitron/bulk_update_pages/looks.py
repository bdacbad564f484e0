"""What every page says of a bulk update: its badge, its figures, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from bulk_updates.states import BulkUpdateStatus
from omnitron.bulk_update_pages.progress import Progress, progress_of

if TYPE_CHECKING:
    from bulk_updates.models import BulkUpdate

# Something was changed, or is being changed, or was for a while.
APPLIED = frozenset(
    {
        BulkUpdateStatus.APPLYING,
        BulkUpdateStatus.DONE,
        BulkUpdateStatus.UNDOING,
        BulkUpdateStatus.UNDONE,
    }
)


@dataclass
class Look:
    """A bulk update as the pages show it."""

    update: BulkUpdate

    @property
    def badge(self) -> str:
        """Its status as the table of badges has it."""
        return "bulk.nothing" if self.is_in_vain else f"bulk.{self.update.status}"

    @property
    def is_in_vain(self) -> bool:
        """Whether it was read, and there is nothing in it to apply."""
        return self.update.status == BulkUpdateStatus.READY and not self.update.change_count

    @property
    def status_words(self) -> str:
        """Its status in words."""
        return _("Nothing to apply") if self.is_in_vain else self.update.get_status_display()

    @property
    def size(self) -> str:
        """“1.9 MB”."""
        return filesizeformat(self.update.file_size)

    @cached_property
    def progress(self) -> Progress | None:
        """How far the worker is; nothing while none is at it."""
        return progress_of(self.update)

    @property
    def is_checked(self) -> bool:
        """Whether it is known what its rows would do."""
        return self.update.checked_at is not None

    @property
    def was_applied(self) -> bool:
        """Whether somebody had it applied."""
        return self.update.status in APPLIED

    @property
    def changes(self) -> int:
        """How many items it changed, or would change."""
        return self.update.changed_count if self.was_applied else self.update.change_count

    @property
    def left_changed(self) -> int:
        """How many items it has changed that were not put back."""
        return max(0, self.update.changed_count - self.update.restored_count)

    @property
    def refused(self) -> int:
        """How many of its rows were refused, at first or while it was applied."""
        return self.update.refused_count + self.update.turned_bad_count

    @property
    def was_stopped(self) -> bool:
        """Whether a row turned bad of those that were to be good all together."""
        update = self.update
        ending = (BulkUpdateStatus.UNDOING, BulkUpdateStatus.UNDONE)
        return update.status in ending and update.undone_by_id is None
