"""The question before a bulk update is undone: how much goes back, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnitron.core.asking import AskingForm, Question
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bulk_updates.models import BulkUpdate, BulkUpdateRow

MOST_NAMED = 3


class UndoForm(AskingForm):
    """**Undo**, which asks once."""

    sure = forms.BooleanField(required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="undo")

    @property
    def is_confirmed(self) -> bool:
        """Whether the question was answered."""
        return bool(self.values["sure"])


def before_undoing(update: BulkUpdate, form: UndoForm) -> Question:
    """What an undo would do if it began now."""
    staying = update.rows.changed_again().order_by("line")
    count = staying.count()
    back = max(0, update.changed_count - count)
    sentence = ngettext(
        "%(count)s item goes back to what it was before this file.",
        "%(count)s items go back to what they were before this file.",
        back,
    )
    return Question(
        title=_("Undo bulk update %(id)s") % {"id": update.pk},
        text=sentence % {"count": count_text(back)},
        warning=_staying_text(staying, count) if count else "",
        answer=_("Undo"),
        name=form.add_prefix("sure"),
        value="on",
    )


def _staying_text(rows: QuerySet[BulkUpdateRow], count: int) -> str:
    numbers = list(dict.fromkeys(rows.values_list("order_number", flat=True)[:MOST_NAMED]))
    named = ", ".join(str(number) for number in numbers)
    sentence = ngettext(
        "%(count)s item was changed again since and stays as it is: order %(orders)s.",
        "%(count)s items were changed again since and stay as they are: orders %(orders)s.",
        count,
    )
    more = "…" if count > len(numbers) else ""
    return sentence % {"count": count_text(count), "orders": named + more}
