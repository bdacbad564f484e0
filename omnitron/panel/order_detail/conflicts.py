"""Two people edited the same customer: their values side by side, for one of them to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from omnitron.core.regions import country_name
from omnitron.order_pages.addresses import address_lines
from omnitron.order_pages.captions import caption_of
from omnitron.panel.order_detail.forms import key_of
from omnitron.panel.order_detail.opened import OpenedCustomer
from orders.contacts import readable_phone
from orders.snapshots import BILLING, FIELDS, SAME, address_in, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omnitron.core.merging import Clash
    from omnitron.panel.order_detail.forms import CustomerForm
    from orders.models import Order
    from orders.services.editing import EditedMeanwhile


@dataclass(frozen=True)
class Row:
    """One field with its values: of whom edits now, of whom saved first, and of before."""

    name: str
    label: str
    mine: str
    theirs: str
    base: str
    # "both", "mine" or "theirs": only the first is still to be decided.
    changed: str


class ConflictShown:
    """The question as the page puts it; its answer is an edit of what stands there now."""

    def __init__(self, order: Order, form: CustomerForm, conflict: EditedMeanwhile) -> None:
        self.saved_by = conflict.saved_by or _("Somebody else")
        self.saved_at = conflict.saved_at
        self.opened_at = form.opened.at
        rows = [_row(difference) for difference in conflict.differences]
        self.rows = sorted(rows, key=lambda row: row.changed != "both")
        asked = {difference.field for difference in conflict.differences}
        asked |= {SAME, *fields_of(BILLING)} if BILLING in asked else set()
        self.same_on_all_sides = len(set(FIELDS) - asked)
        self.token = OpenedCustomer.now(conflict.current).dump(order)
        self.typed = {key_of(name): value for name, value in form.values.items()}
        self.also_future = form.cleaned_data["also_future"]


def _row(difference: Clash) -> Row:
    name = difference.field
    return Row(
        name=key_of(name),
        label=caption_of(name),
        mine=_in_words(name, difference.mine),
        theirs=_in_words(name, difference.theirs),
        base=_in_words(name, difference.opened),
        changed=_changed_by(difference),
    )


def _changed_by(difference: Clash) -> str:
    if difference.mine == difference.opened:
        return "theirs"
    return "mine" if difference.theirs == difference.opened else "both"


def _in_words(name: str, value: Any) -> str:
    if name == BILLING:
        return _billing_in_words(value)
    if name.endswith("country"):
        return country_name(value)
    return readable_phone(value) if name.endswith("phone") else str(value)


def _billing_in_words(values: Mapping[str, str]) -> str:
    if values[SAME]:
        return _("Same as the shipping address")
    return ", ".join(address_lines(address_in(dict(values), BILLING)))
