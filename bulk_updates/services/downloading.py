"""The rows of a file with what became of them, to take away, correct and upload again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bulk_updates.access import get_bulk_update
from bulk_updates.columns import RESULT_COLUMNS, ROW_VERSION
from bulk_updates.files import opened
from bulk_updates.models import BulkUpdate
from bulk_updates.reading.files import rows_of
from bulk_updates.reading.headers import is_remark
from bulk_updates.results import Results
from bulk_updates.writing import CONTENT_TYPES, Download, in_batches, written
from omnitron.accounts import audit
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import Conflict, NotFound
from omnitron.core.spreadsheets import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omnitron.accounts.models import User


def download_result(
    *,
    actor: User,
    pk: int,
    only_refused: bool = False,
    remote_addr: str | None = None,
    panel: str = OMNITRON,
) -> Download:
    """The rows of the file as they were, with three columns more: to correct and upload again.

    What was applied has its new row version. Raises `Conflict` before the file was checked,
    `NotFound` for a stranger, and once it is no longer kept.
    """
    update = get_bulk_update(actor, pk, panel)
    if not update.checked_at:
        raise Conflict(_("Bulk update %(id)s is not read yet: come back in a moment.") % {"id": pk})
    if update.cleared_at or not update.file:
        raise NotFound(_("The rows of bulk update %(id)s are no longer kept.") % {"id": update.pk})
    audit.record(
        actor=actor, action=audit.Action.DOWNLOADED, subject=update, remote_addr=remote_addr
    )
    known = BulkUpdate.Format(update.format)
    beginning = update.file_name.rpartition(".")[0] or update.file_name
    kind = _("refused") if only_refused else _("result")
    rows = _result_rows(update, only_refused=only_refused)
    return Download(
        f"{beginning}-{kind}.{known}",
        CONTENT_TYPES[known],
        written(rows, known, delimiter=update.delimiter or ","),
    )


def _result_rows(update: BulkUpdate, *, only_refused: bool) -> Iterator[list[str]]:
    """The file again from its start, beside what became of its rows, both in order of lines."""
    with opened(update) as file:
        lines = (line for line in rows_of(file, update) if not is_remark(line[1]))
        _line, header = next(lines)
        names = [name.strip().strip("\ufeff").lower() for name in header]
        # What an earlier result has told is out of date.
        kept = [at for at, name in enumerate(names) if name not in RESULT_COLUMNS]
        yield [*(header[at] for at in kept), *RESULT_COLUMNS]
        version_at = names.index(ROW_VERSION) if ROW_VERSION in names else None
        results = Results(update, only_refused=only_refused)
        for batch in in_batches(lines):
            for cells, row in results.beside(batch):
                padded = cells + [""] * (len(header) - len(cells))
                if version_at is not None and row.version_now:
                    padded[version_at] = str(row.version_now)
                # Also what somebody else wrote into the file: whoever sees it may download it.
                yield [*(disarmed(padded[at]) for at in kept), *row.cells]
