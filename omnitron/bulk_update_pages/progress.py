"""How far a worker is with a bulk update, in numbers that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulk_updates.states import BulkUpdateStatus
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from datetime import datetime

    from bulk_updates.models import BulkUpdate

READING = "reading"
# What somebody who looks waits for the end of.
PHASES = {
    BulkUpdateStatus.UPLOADED: READING,
    BulkUpdateStatus.PARSING: READING,
    BulkUpdateStatus.APPLYING: "applying",
    BulkUpdateStatus.UNDOING: "undoing",
}


@dataclass(frozen=True)
class Progress:
    """How far it is: `done` of `most`, where that is known, and the same in words."""

    phase: str
    title: str
    text: str
    done: int
    most: int

    @property
    def is_known(self) -> bool:
        """Whether anybody can say how far it is."""
        return self.most > 0

    @property
    def percent(self) -> str:
        """“63%”; '' where nobody can say."""
        if not self.is_known:
            return ""
        return _("%(percent)s%%") % {"percent": min(99, self.done * 100 // self.most)}


def phase_of(update: BulkUpdate) -> str:
    """What a worker is at or will be at; '' where there is nothing to do."""
    return PHASES.get(BulkUpdateStatus(update.status), "")


def progress_of(update: BulkUpdate) -> Progress | None:
    """How far the worker is; nothing where there is nothing to do."""
    phase = phase_of(update)
    if not phase:
        return None
    if phase == READING:
        return _reading(update) if update.row_count is None else _checking(update)
    return _applying(update) if phase == "applying" else _undoing(update)


def _reading(update: BulkUpdate) -> Progress:
    # A file is read first, and then its rows are checked: half of the bar each.
    size, read = update.file_size, min(update.bytes_read, update.file_size)
    if update.claim is None:
        text = _("Waiting for a worker")
    elif read:
        text = _("%(done)s of %(all)s") % {
            "done": filesizeformat(read),
            "all": filesizeformat(size),
        }
    else:
        text = filesizeformat(size)
    return Progress(READING, _("Reading the file"), text, read, 2 * size if read else 0)


def _checking(update: BulkUpdate) -> Progress:
    rows = update.row_count or 0
    done = min(update.lines_checked, rows)
    text = _("%(done)s of %(all)s rows") % {"done": count_text(done), "all": count_text(rows)}
    return Progress(READING, _("Checking the rows"), text, rows + done, 2 * rows)


def _applying(update: BulkUpdate) -> Progress:
    done = update.changed_count + update.turned_bad_count
    text = _items_text(done, update.change_count, update.applied_at)
    return Progress("applying", _("Applying"), text, done, update.change_count)


def _undoing(update: BulkUpdate) -> Progress:
    done = update.restored_count + update.kept_count
    text = _items_text(done, update.changed_count, update.undoing_at)
    return Progress("undoing", _("Undoing"), text, done, update.changed_count)


def _items_text(done: int, most: int, since: datetime | None) -> str:
    """“7,500 of 11,902 items, 3,100 a second, about 2 seconds left”."""
    parts = [_("%(done)s of %(all)s items") % {"done": count_text(done), "all": count_text(most)}]
    seconds = (timezone.now() - since).total_seconds() if since else 0
    if done and seconds > 0:
        rate = done / seconds
        if rate >= 1:
            parts.append(_("%(count)s a second") % {"count": count_text(round(rate))})
        parts.append(_left_text((most - done) / rate))
    return ", ".join(parts)


def _left_text(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < 90:
        text = ngettext("about %(count)s second left", "about %(count)s seconds left", whole)
        return text % {"count": whole}
    minutes = round(seconds / 60)
    text = ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes)
    return text % {"count": minutes}
