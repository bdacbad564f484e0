"""Everything that the page of one bulk update shows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from bulk_updates.reading.files import XLSX
from bulk_updates.reading.problems import sentence_of
from bulk_updates.states import BulkUpdateStatus, RowOutcome
from omnitron.bulk_update_pages.bar import Bar
from omnitron.bulk_update_pages.groups import Group, changes_of, groups_of
from omnitron.bulk_update_pages.looks import Look
from omnitron.bulk_update_pages.questions import apply_all_text, apply_label, apply_text
from omnitron.bulk_update_pages.reading_form import ReadAgainForm
from omnitron.bulk_update_pages.refusals import Refusals
from omnitron.bulk_update_pages.rows import ItemRow, item_rows, value_words
from omnitron.bulk_update_pages.undo_form import UndoForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.models import User
    from omnitron.bulk_update_pages.place import Place
    from omnitron.order_pages.log_values import ValueWords

FIRST_CHANGES = 7
_STEPS = {
    BulkUpdateStatus.UPLOADED: 0,
    BulkUpdateStatus.PARSING: 0,
    BulkUpdateStatus.UNREADABLE: 0,
    BulkUpdateStatus.READY: 1,
    BulkUpdateStatus.APPLYING: 2,
    BulkUpdateStatus.DONE: 3,
    BulkUpdateStatus.UNDOING: 3,
    BulkUpdateStatus.UNDONE: 3,
}


class Step(NamedTuple):
    """One of the steps of a bulk update."""

    label: str
    is_current: bool


def steps_at(current: int | None) -> list[Step]:
    """Upload, preview, apply, result, and which of them it is at."""
    labels = (_("Upload"), _("Preview"), _("Apply"), _("Result"))
    return [Step(label, at == current) for at, label in enumerate(labels)]


class Detail(Look):
    """A bulk update with its rows, as far as this person sees them."""

    def __init__(
        self,
        user: User,
        update: BulkUpdate,
        query: QueryDict,
        place: Place,
        *,
        reading_form: ReadAgainForm | None = None,
        undo_form: UndoForm | None = None,
    ) -> None:
        super().__init__(update)
        self.user = user
        self.query = query
        self.place = place
        self.reading_form = reading_form or ReadAgainForm.of(update)
        self.undo_form = undo_form or UndoForm(None)

    @property
    def template(self) -> str:
        """The part of the page that belongs to its status."""
        return f"bulk_updates/{self._part}.html"

    @property
    def _part(self) -> str:
        if self.progress:
            return "progress"
        return str(self.update.status)

    @property
    def steps(self) -> list[Step]:
        """Its steps, and which of them it is at."""
        return steps_at(_STEPS.get(BulkUpdateStatus(self.update.status)))

    @property
    def delimiter(self) -> str:
        """What stands between two cells; '' for a workbook."""
        words = {",": _("comma"), ";": _("semicolon"), "\t": _("tab")}
        return "" if self.is_workbook else words.get(self.update.delimiter, "")

    @property
    def encoding(self) -> str:
        """What its letters are written in; '' for a workbook."""
        return "" if self.is_workbook else self.update.get_encoding_display()

    @property
    def is_workbook(self) -> bool:
        """Whether it is an Excel file."""
        return self.update.format == XLSX

    @property
    def problem(self) -> str:
        """Why the file cannot be read, and what to do."""
        update = self.update
        return sentence_of(update.problem, update.problem_values) if update.problem else ""

    @property
    def ignored(self) -> str:
        """The columns that are read past."""
        return ", ".join(self.update.ignored_columns)

    @property
    def bar(self) -> Bar:
        """The three parts of the file, drawn."""
        update = self.update
        return Bar.of(update.change_count, update.unchanged_count, update.refused_count)

    @property
    def seen_query(self) -> str:
        """Which preview somebody sees: the file may be read again before they decide."""
        return f"?{urlencode({'seen': self.update.seen})}"

    @property
    def apply_label(self) -> str:
        """What **Apply** does, in a few words beside it."""
        return apply_label(self.update)

    @property
    def apply_text(self) -> str:
        """What applying it does, with its numbers, before somebody does it."""
        return apply_text(self.update)

    @property
    def apply_all_text(self) -> str:
        """The same where all rows are to be good."""
        return apply_all_text(self.update)

    @cached_property
    def words(self) -> ValueWords:
        """How values read."""
        return value_words()

    @cached_property
    def groups(self) -> list[Group]:
        """What it changes, in groups."""
        return groups_of(self.update, self.words, self.place)

    @cached_property
    def first_changes(self) -> list[ItemRow]:
        """The first rows that change something."""
        rows = changes_of(self.update).order_by("line")[:FIRST_CHANGES]
        return item_rows(self.user, self.place.panel, list(rows), self.words)

    @cached_property
    def refusals(self) -> Refusals:
        """The rows that the check refused."""
        return self._left_out(RowOutcome.REFUSED, self.update.refused_count)

    @cached_property
    def turned_bad(self) -> Refusals:
        """The rows that were good in the preview, and no longer when they were applied."""
        return self._left_out(RowOutcome.TURNED_BAD, self.update.turned_bad_count)

    @cached_property
    def kept(self) -> Refusals:
        """The rows whose item somebody changed again before the undo."""
        return self._left_out(RowOutcome.KEPT, self.update.kept_count)

    @property
    def seconds(self) -> int:
        """How long it took to apply it."""
        begin, end = self.update.applied_at, self.update.done_at
        return max(1, round((end - begin).total_seconds())) if begin and end else 0

    def _left_out(self, outcome: RowOutcome, total: int) -> Refusals:
        panel = self.place.panel
        return Refusals(
            self.user, panel, self.update, outcome=outcome, total=total, query=self.query
        )
