"""Notes in the order log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.access import get_order
from orders.events import Actor, record
from orders.models import OrderEvent

if TYPE_CHECKING:
    from omnitron.accounts.models import User

MAX_LENGTH = 4000


@transaction.atomic
def add_note(*, actor: User, number: str, text: str) -> None:
    """Write a note into an order's log, where everybody who sees the order reads it.

    Raises `NotFound`, or `Refusal` without the permission and for a note that is empty, too long or
    not text.
    """
    require(actor, "orders.add_note")
    order = get_order(actor, number)
    note = text.replace("\r\n", "\n").strip()
    if not note:
        raise Refusal(_("The note is empty. Write what the others should know."))
    if len(note) > MAX_LENGTH:
        raise Refusal(
            _("The note has %(length)s characters; %(most)s fit. Shorten it or add two.")
            % {"length": number_format(len(note)), "most": number_format(MAX_LENGTH)}
        )
    if "\0" in note:
        raise Refusal(_("The note has a character that is not text. Remove it."))
    record(order, OrderEvent.Kind.NOTE_ADDED, actor=Actor.of(actor), note=note)
