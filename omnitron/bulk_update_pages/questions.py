"""What is asked before a file is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from bulk_updates.models import BulkUpdate


def apply_label(update: BulkUpdate) -> str:
    """What **Apply** does, in a few words beside it."""
    count = update.change_count
    items = npgettext("what is changed", "%(count)s item", "%(count)s items", count)
    items_text = items % {"count": count_text(count)}
    refused = update.refused_count
    if not refused:
        return _("changes %(items)s") % {"items": items_text}
    rows = npgettext("what is left out", "%(count)s refused row", "%(count)s refused rows", refused)
    return _("changes %(items)s and leaves %(rows)s out") % {
        "items": items_text,
        "rows": rows % {"count": count_text(refused)},
    }


def apply_text(update: BulkUpdate) -> str:
    """How many items change, and what is left out."""
    sentences = [_items_text(update)]
    refused = update.refused_count
    if refused:
        sentence = ngettext(
            "%(count)s refused row is left out.", "%(count)s refused rows are left out.", refused
        )
        sentences.append(sentence % {"count": count_text(refused)})
    sentences.append(_("What somebody changes before its turn comes is left out, too."))
    return " ".join(sentences)


def apply_all_text(update: BulkUpdate) -> str:
    """How many items change, and when none does."""
    stops = _(
        "If somebody changes one of them before its turn comes, the work stops and everything goes"
        " back to what it was."
    )
    return f"{_items_text(update)} {stops}"


def _items_text(update: BulkUpdate) -> str:
    items = update.change_count
    sentence = ngettext("%(count)s item changes.", "%(count)s items change.", items)
    return sentence % {"count": count_text(items)}
