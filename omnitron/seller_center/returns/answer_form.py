"""What somebody says to a return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.seller_center.returns.rows import Row

CONFIRM, REJECT = "confirm", "reject"


class AnswerForm(ServiceForm):
    """Why; whoever agrees need not say it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why: the order log keeps the reason.")},
    )

    def __init__(self, *args: Any, agrees: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = not agrees


@dataclass(frozen=True)
class Asked:
    """The question before an answer is given, or why it cannot be asked."""

    agrees: bool
    row: Row | None = None
    form: AnswerForm | None = None
    problem: str = ""
    typed: str = ""

    @property
    def word(self) -> str:
        """The answer as its address and its button have it."""
        return CONFIRM if self.agrees else REJECT


def agrees_in(data: QueryDict) -> bool:
    """Whether a query or a form is about agreeing; anything else is the safe answer."""
    return data.get("answer") == CONFIRM
