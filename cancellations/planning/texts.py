"""How long the texts of a wish may be; nothing of them is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan
from cancellations.planning.objections import About, Objection
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cancellations.planning.wishes import Wish

# The order log keeps it for good.
LONGEST_NOTE = 1_000


def about_texts(wish: Wish) -> Iterator[Objection]:
    """What speaks against the texts that were given."""
    if len(wish.note) > LONGEST_NOTE:
        yield Objection(_too_long_note(wish.note), about=About.NOTE)
    for item in wish.items:
        if len(item.note) > LONGEST_NOTE:
            yield Objection(_too_long_note(item.note), item.item_id, About.NOTE)
    most = _longest("refund_invoice_number")
    if len(wish.refund_invoice_number) > most:
        text = _("The number of the refund invoice has %(length)s characters; %(most)s fit.")
        yield Objection(_counted(text, wish.refund_invoice_number, most))
    most = _longest("holder_name")
    for name in (wish.holder_name, *(item.holder_name for item in wish.items)):
        if len(name) > most:
            text = _("The name of the account’s holder has %(length)s characters; %(most)s fit.")
            yield Objection(_counted(text, name, most), about=About.HOLDER)


def _too_long_note(note: str) -> str:
    return _counted(_("A note has %(length)s characters; %(most)s fit."), note, LONGEST_NOTE)


def _counted(sentence: str, text: str, most: int) -> str:
    return sentence % {"length": count_text(len(text)), "most": count_text(most)}


def _longest(column: str) -> int:
    field: Any = CancellationPlan._meta.get_field(column)
    most: int = field.max_length
    return most
