"""What a form asks before it does something that cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django_htmx.http import reselect, reswap, retarget

from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

Response = TypeVar("Response", bound="HttpResponse")


class Line(NamedTuple):
    """One thing that it happens to, and how much that is."""

    name: str
    detail: str
    amount: Decimal


@dataclass(frozen=True)
class Question:
    """What will happen, in words and numbers; its button sends `name` and `value`.

    `warning` says what may be a mistake.
    `without_scripts` is what else has to be done where the page was loaded for the question.
    """

    title: str
    text: str
    answer: str
    name: str
    value: str
    lines: Sequence[Line] = ()
    currency: str = ""
    warning: str = ""
    without_scripts: str = ""

    @property
    def total(self) -> Decimal:
        """The sum of its lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


class AskingForm(ServiceForm):
    """A form that may show a question instead of saving at once."""

    question: Question | None = None

    @property
    def question_id(self) -> str:
        """Where on the page its question stands."""
        return str(self.auto_id) % self.add_prefix("question")


def question_alone(response: Response, form: ServiceForm) -> Response:
    """The same page, of which htmx takes the question alone.

    The form around it stays as it is: no page could give back a file that was chosen in it.
    """
    if not isinstance(form, AskingForm) or form.question is None:
        return response
    place = f"#{form.question_id}"
    return reswap(reselect(retarget(response, place), place), "outerHTML")
