"""Handing a file over to be read."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from bulk_updates import files
from bulk_updates.access import lock_bulk_update
from bulk_updates.models import BulkUpdate
from bulk_updates.reading.files import CSV, find_format, find_reading, rows_of
from bulk_updates.reading.headers import is_remark, read_header
from bulk_updates.reading.problems import Problem, Unreadable
from bulk_updates.scopes import SCOPES
from bulk_updates.states import OPEN
from bulk_updates.tasks import work_on
from omnitron.accounts.panels import OMNITRON
from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, Refusal
from omnitron.core.nudging import nudge
from omnitron.core.stored_files import delete_each

if TYPE_CHECKING:
    from django.core.files.base import File

    from omnitron.accounts.models import User

LONGEST_NAME = 150
# Of one person: each is read by a worker, and its rows are kept until somebody decides.
MOST_OPEN = 20
IN_ANOTHER_ENCODING = frozenset({Problem.MIXED_ENCODINGS, Problem.UNDECODABLE})
_FOUND = (
    "problem",
    "problem_values",
    "columns",
    "ignored_columns",
    "row_count",
    "remark_count",
    "change_count",
    "unchanged_count",
    "refused_count",
    "order_count",
    "groups",
    "refusals",
    "checked_at",
    "reading_attempts",
    "bytes_read",
    "lines_checked",
)


def upload(*, actor: User, file: File[bytes], panel: str = OMNITRON) -> BulkUpdate:
    """Keep a file and have it read; what it would do is shown before anything is done.

    Raises `Refusal` for one of which can be seen at once that no row of it can be understood, and
    where `MOST_OPEN` of the person's wait already.
    """
    require(actor, SCOPES[panel].permission)
    _refuse_too_many(actor)
    name = (file.name or "").replace("\0", "")
    if len(name) > LONGEST_NAME:
        raise Refusal(
            _("The name of the file has %(count)s characters, %(most)s are the most: shorten it.")
            % {"count": len(name), "most": LONGEST_NAME}
        )
    try:
        update = _looked_at(file, name)
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem
    update.uploaded_by, update.panel = actor, panel
    update.file.name = files.keep(file, ending=update.format)
    try:
        with transaction.atomic():
            update.save()
            nudge(work_on, update.pk)
    except BaseException:
        delete_each([update.file.name or ""])
        raise
    return update


def _refuse_too_many(actor: User) -> None:
    # Two at the same moment may be one more than the most: nothing depends on the very number.
    if BulkUpdate.objects.filter(uploaded_by=actor, status__in=OPEN).count() >= MOST_OPEN:
        raise Refusal(
            _("%(most)s of your files wait: apply or discard one of them first.")
            % {"most": MOST_OPEN}
        )


def _looked_at(file: File[bytes], name: str) -> BulkUpdate:
    """What can be told from the beginning of a file, which a person waits for."""
    size = int(file.size or 0)
    update = BulkUpdate(
        file_name=name, file_size=size, format=find_format(file, name=name, size=size)
    )
    # Of a workbook nothing is known before it was unpacked.
    if update.format == CSV:
        _check_header(file, BulkUpdate(format=CSV))
    return update


def _check_header(file: File[bytes], draft: BulkUpdate) -> None:
    try:
        find_reading(file, draft)
    except Unreadable as problem:
        if problem.problem in IN_ANOTHER_ENCODING:
            # The page of the file asks for one.
            return
        raise
    with closing(rows_of(file, draft)) as rows:
        header = next((cells for _line, cells in rows if not is_remark(cells)), None)
    if header is None:
        raise Unreadable(Problem.NO_HEADER)
    read_header(header)


@transaction.atomic
def read_again(
    *, actor: User, pk: int, encoding: str, delimiter: str, panel: str = OMNITRON
) -> BulkUpdate:
    """Read a CSV file anew, in an encoding and with a delimiter that a person chose.

    Empty ones are found out again. Raises `NotFound`, `Conflict` once it was applied or discarded.
    """
    require(actor, SCOPES[panel].permission)
    update = lock_bulk_update(actor, pk, panel)
    if update.status not in (BulkUpdate.Status.READY, BulkUpdate.Status.UNREADABLE):
        raise Conflict(
            _("Bulk update %(id)s is %(status)s: only one that is not applied can be read again.")
            % {"id": pk, "status": update.get_status_display()}
        )
    if encoding not in ("", *BulkUpdate.Encoding.values):
        raise Refusal(_("“%(name)s” is no encoding that is known here.") % {"name": encoding})
    if delimiter not in ("", *BulkUpdate.Delimiter.values):
        raise Refusal(_("Choose comma, semicolon or tab as the delimiter."))
    _forget(update)
    update.encoding, update.delimiter = encoding, delimiter
    update.save()
    nudge(work_on, pk)
    return update


def _forget(update: BulkUpdate) -> None:
    """What was found of the file, so that nobody sees it beside what is found now."""
    fresh = BulkUpdate()
    for name in _FOUND:
        setattr(update, name, getattr(fresh, name))
    update.status = BulkUpdate.Status.UPLOADED
