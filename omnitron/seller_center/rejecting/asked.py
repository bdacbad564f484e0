"""What somebody asks to reject on the page of an order or a package: items, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.planning.objections import About, Refused
from omnitron.core.formats import percent_text
from omnitron.core.service_form import ServiceForm
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from django.http import QueryDict

    from cancellations.services.rejecting_items import Rejection
    from omnitron.core.errors import Refusal
    from performance.foreseeing import Foreseen

# A longer one is no key of a row.
LONGEST_KEY = 18


class RejectionForm(ServiceForm):
    """Why items are rejected; the key makes a page that is sent twice reject once."""

    reason = forms.IntegerField(
        label=gettext_lazy("Reason"),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    note = forms.CharField(
        label=gettext_lazy("More about it"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, rejection: Rejection | None = None, **options: Any) -> None:
        """`rejection` is what it would do, where that is to be shown."""
        super().__init__(**options)
        if rejection:
            self._offer(rejection)

    def _offer(self, rejection: Rejection) -> None:
        reasons = list(rejection.reasons)
        offered = [(reason.pk, reason.subject) for reason in reasons]
        choices = [("", gettext_lazy("Choose a reason")), *offered]
        self.fields["reason"].widget.choices = choices
        asking = [reason.subject for reason in reasons if reason.extra_information_needed]
        if asking:
            text = _("Needed with: %(reasons)s.") % {"reasons": ", ".join(asking)}
            self.fields["note"].help_text = text

    def refuse(self, refusal: Refusal) -> None:
        """Say at its field what is refused; of what is said of each item once."""
        told = refusal.objections if isinstance(refusal, Refused) else ()
        of_fields = {one.about: one.text for one in reversed(told)}
        for about, name in ((About.REASON, "reason"), (About.NOTE, "note")):
            if about in of_fields:
                self.add_error(name, of_fields[about])
        if not of_fields.keys() & {About.REASON, About.NOTE}:
            self.add_error(None, str(refusal))


class Typed:
    """The fields of a query or a form, as somebody sent them."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data

    @cached_property
    def ticked(self) -> list[int]:
        """The items that were ticked."""
        return _keys(self.data.getlist("item"))

    @property
    def chosen(self) -> list[int]:
        """The items to reject: the one whose button was pressed, or those that were ticked."""
        return _keys(self.data.getlist("only")) or self.ticked

    @property
    def asks(self) -> str:
        """Which button asked: the name that it has on the page."""
        only = _keys(self.data.getlist("only"))
        return f"reject-{only[0]}" if only else "reject"

    @property
    def why(self) -> dict[str, str]:
        """The reason and the note, if somebody gave them before."""
        return {name: self.data.get(name, "") for name in ("reason", "note")}


@dataclass(frozen=True)
class Asked:
    """What is shown of it on the page: the question, or why there is none."""

    typed: Typed
    problem: str = ""
    rejection: Rejection | None = None
    form: RejectionForm | None = None
    foreseen: Sequence[Foreseen] = ()

    @property
    def ticked(self) -> Collection[int]:
        """The items that stay ticked."""
        return self.typed.ticked

    @property
    def pieces(self) -> int:
        """How many things would be rejected."""
        return sum(item.quantity for item, _amount in self._lines)

    @property
    def sellers(self) -> str:
        """Whose they are."""
        return ", ".join(dict.fromkeys(str(item.seller) for item, _amount in self._lines))

    @property
    def warning(self) -> str:
        """What it does to the sellers: “…: Casa Aurora 1.9% becomes 2.2% (30 days).”"""
        if not self.foreseen:
            return _("Rejections affect the seller’s performance rating.")
        changes = [
            _("%(seller)s %(now)s becomes %(then)s")
            % {
                "seller": one.seller,
                "now": percent_text(one.now),
                "then": percent_text(one.then),
            }
            for one in self.foreseen
        ]
        text = _("Rejections affect the seller’s performance rating: %(changes)s (30 days).")
        return text % {"changes": ", ".join(changes)}

    @property
    def charges(self) -> Decimal:
        """What goes back beside the items, for who sees the whole order."""
        return self.rejection.charges if self.rejection else NOTHING

    @property
    def total(self) -> Decimal:
        """What goes back, as far as the person sees it."""
        return self.rejection.amount if self.rejection else NOTHING

    @property
    def _lines(self) -> Any:
        return self.rejection.lines if self.rejection else ()


def first_form(rejection: Rejection, typed: Typed) -> RejectionForm:
    """The form of a question that nobody has answered yet."""
    initial = {**typed.why, "key": uuid4(), "amount": rejection.amount}
    return RejectionForm(rejection, initial=initial)


def _keys(texts: Collection[str]) -> list[int]:
    found = [int(text) for text in texts if text.isdecimal() and len(text) <= LONGEST_KEY]
    return list(dict.fromkeys(found))
