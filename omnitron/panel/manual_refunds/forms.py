"""What Finance types about a refund."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.services.by_hand import Evidence
from omnitron.core.asking import AskingForm
from omnitron.core.errors import Refusal
from payments.proofs import ENDINGS, MOST_MEGABYTES, check_proof

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from payments.gateways.base import Sighting

T = TypeVar("T")
LONGEST_NOTE = 2_000
KINDS_AND_SIZE = gettext_lazy("PDF, PNG or JPEG, {most} MB at most")
TYPE_THE_REFERENCE = gettext_lazy(
    "Type the reference of the transfer: the bank’s list is matched by it."
)


class MadeForm(AskingForm):
    """How a refund was made by hand."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=128,
        error_messages={"required": TYPE_THE_REFERENCE},
    )
    made_on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Say on which day it was made.")},
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False)
    proof = forms.FileField(
        label=gettext_lazy("Proof"),
        help_text=format_lazy(KINDS_AND_SIZE, most=MOST_MEGABYTES),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    in_addition = forms.BooleanField(
        label=gettext_lazy("The customer is to get this in addition"), required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        place: str,
    ) -> None:
        """`place` tells it apart from other such forms of the page: “refund-12”."""
        super().__init__(data, files, auto_id=f"{place}-%s")
        if self.leaves:
            self.fields["reference"].required = self.fields["made_on"].required = False

    @property
    def leaves(self) -> bool:
        """Whether its button says that nothing more is to be sent."""
        return "nothing" in self.data

    def clean_proof(self) -> UploadedFile[Any] | None:
        """Refuse a file that would not be kept."""
        proof: UploadedFile[Any] | None = self.cleaned_data["proof"]
        if proof is not None:
            try:
                check_proof(proof)
            except Refusal as refusal:
                raise ValidationError(str(refusal)) from refusal
        return proof

    def saved(self, save: Callable[[], T]) -> T | None:
        """As for every form; a file has to be chosen again, as no page can keep it."""
        done = super().saved(save)
        proof = self.cleaned_data.get("proof")
        if self.errors and proof is not None:
            self.add_error("proof", _("Choose “%(name)s” once more.") % {"name": proof.name})
        return done

    @property
    def ticked(self) -> set[int]:
        """The keys of the refunds that were ticked in it; one tick may stand for several."""
        return self._keys("refund")

    def is_confirmed(self, refund_ids: Collection[int]) -> bool:
        """Whether its question was about these refunds, and was answered."""
        return self._keys("nothing" if self.leaves else "confirmed") == set(refund_ids)

    @property
    def sent_to(self) -> str:
        """Where its question said that the money went; '' where none was answered."""
        return next((word for word in self._words("confirmed") if word.startswith("to-")), "")

    def _keys(self, name: str) -> set[int]:
        words = self._words(name)
        keys = [word for word in words if word.isascii() and word.isdecimal() and len(word) < 19]
        return {int(key) for key in keys}

    def _words(self, name: str) -> list[str]:
        data: Any = self.data
        return " ".join(data.getlist(name)).split() if self.is_bound else []

    @property
    def evidence(self) -> Evidence:
        """What was typed. Call after validation."""
        return Evidence(**self.values)


class DecisionForm(AskingForm):
    """What somebody saw at the gateway."""

    reference = forms.CharField(
        label=gettext_lazy("Number at the gateway"), max_length=255, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        error_messages={
            "required": gettext_lazy("Say what you saw at the gateway: the order log keeps it.")
        },
    )

    def __init__(self, data: QueryDict | None = None, *, refund_id: int) -> None:
        super().__init__(data, auto_id=f"refund-{refund_id}-%s")
        self.refund_id = refund_id
        # What the gateway has, once it was asked: the next step is to record it.
        self.sighting: Sighting | None = None

    @property
    def says_found(self) -> bool:
        """Whether its button says that the gateway has it."""
        return "found" in self.data or "confirmed" in self.data

    @property
    def is_confirmed(self) -> bool:
        """Whether what the gateway has was shown, and is to be recorded."""
        shown, typed = self.data.get("confirmed"), self.data.get("reference", "")
        return bool(shown) and shown == typed.strip()

    @property
    def is_absence_confirmed(self) -> bool:
        """Whether the question before it is made by hand was answered."""
        return self.data.get("absent") == str(self.refund_id)

    def clean(self) -> dict[str, Any]:
        """Refuse a number that the button beside it denies, and a button without its number."""
        cleaned = super().clean() or self.cleaned_data
        if self.says_found and not cleaned.get("reference"):
            self.add_error("reference", _("Type the number that the gateway shows."))
        elif not self.says_found and cleaned.get("reference"):
            self.add_error("reference", _("Empty this, or choose Found at the gateway."))
        return cleaned
