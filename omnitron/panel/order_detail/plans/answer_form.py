"""What an operator types who answers a return in the place of its seller."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from omnitron.core.asking import AskingForm

CONFIRMED = "confirmed"


class AnswerForm(AskingForm):
    """Why; the buttons say what the answer is."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1_000,
        error_messages={"required": gettext_lazy("Say why: the order log keeps the reason.")},
    )

    @property
    def agrees(self) -> bool:
        """Whether the return was agreed to."""
        return "agree" in self.data

    @property
    def is_refusal_confirmed(self) -> bool:
        """Whether the question before a refusal was answered."""
        return self.data.get("refuse") == CONFIRMED
