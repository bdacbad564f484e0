"""What a bulk update changes, in groups: their words, and the rows that each has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bulk_updates.columns import STATUS
from bulk_updates.states import RowOutcome
from omnitron.order_pages.captions import caption_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from bulk_updates.models import BulkUpdate, BulkUpdateRow
    from omnitron.bulk_update_pages.place import Place
    from omnitron.order_pages.log_values import ValueWords

# Whether there is something before and after.
# The rest of a column, in no group that can be listed.
OTHERS = "others"
_KINDS = {"set": (False, True), "replaced": (True, True), "emptied": (True, False)}


@dataclass(frozen=True)
class Group:
    """“Preparing to Shipped”: how many items change so, and where they are listed."""

    words: SafeString | str
    items: int
    url: str


def groups_of(update: BulkUpdate, words: ValueWords, place: Place) -> list[Group]:
    """The groups of a preview, in its order."""
    url = place.url("bulk-update-changes", update.pk)
    return [
        Group(
            words_of(group, words),
            group["items"],
            "" if group["kind"] == OTHERS else f"{url}?group={number}",
        )
        for number, group in enumerate(update.groups, start=1)
    ]


def words_of(group: Mapping[str, Any], words: ValueWords) -> SafeString | str:
    """A group as people call it."""
    column, kind = group["column"], group["kind"]
    caption = caption_of(column)
    if kind == "moved":
        return _move_words(column, caption, *(words.of(column, group[at]) for at in _SIDES))
    sentences = {
        OTHERS: _("%(column)s changed in other ways"),
        "set": _("%(column)s set"),
        "replaced": _("%(column)s replaced"),
        "emptied": _("%(column)s emptied by [clear]"),
    }
    return sentences[kind] % {"column": caption}


_SIDES = ("before", "after")


def _move_words(column: str, caption: str, before: str, after: str) -> SafeString | str:
    if column == STATUS:
        sentence, bold = _("{before} to {after}"), "<strong>{}</strong>"
        return format_html(
            sentence, before=format_html(bold, before), after=format_html(bold, after)
        )
    if not before:
        sentence = _("%(column)s set to %(after)s")
    elif not after:
        sentence = _("%(column)s %(before)s emptied by [clear]")
    else:
        sentence = _("%(column)s %(before)s to %(after)s")
    return sentence % {"column": caption, "before": before, "after": after}


def changes_of(
    update: BulkUpdate, group: Mapping[str, Any] | None = None
) -> QuerySet[BulkUpdateRow]:
    """The rows that change their item, or those of one group."""
    rows = update.rows.filter(outcome=RowOutcome.CHANGE)
    if group is None:
        return rows
    column = group["column"]
    if group["kind"] == "moved":
        return rows.filter(**{f"changes__{column}": [group["before"], group["after"]]})
    for side, (name, is_there) in enumerate(zip(_SIDES, _KINDS[group["kind"]], strict=True)):
        value = KeyTextTransform(str(side), KeyTransform(column, "changes"))
        rows = rows.alias(**{name: Coalesce(value, Value(""), output_field=TextField())})
        rows = rows.exclude(**{name: ""}) if is_there else rows.filter(**{name: ""})
    return rows
