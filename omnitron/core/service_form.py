"""Forms whose values go to a service: what it refuses becomes the form's own words."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal, as_refusal
from omnitron.core.merging import BothChanged

T = TypeVar("T")


class ServiceForm(forms.Form):
    """A form that a service answers."""

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 422 where it was refused."""
        return 422 if self.errors else 200

    @property
    def values(self) -> dict[str, Any]:
        """What was typed. Call after validation."""
        return dict(self.cleaned_data)

    def saved(self, save: Callable[[], T]) -> T | None:
        """What a service makes of a posted form; nothing where it refuses, with its words here."""
        if not self.is_valid():
            return None
        try:
            return save()
        except ValidationError as error:
            self.add_error(None, error)
        except BothChanged as conflict:
            self.ask_about(conflict)
        except (Refusal, DatabaseError) as exception:
            refusal = as_refusal(exception)
            if refusal is None:
                raise
            self.add_error(None, str(refusal))
        return None

    def ask_about(self, conflict: BothChanged) -> None:
        """Say who changed which fields meanwhile."""
        fields = ", ".join(str(self.fields[clash.field].label) for clash in conflict.clashes)
        text = _("%(who)s changed this while you were editing it: %(fields)s.")
        self.add_error(None, text % {"who": conflict.who, "fields": fields})

    def offer(self, name: str, choices: Any) -> None:
        """Set the choices of a field that depend on the moment or on the row."""
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def fix(self, *names: str, reason: str = "") -> None:
        """Show some fields without letting them be changed."""
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = reason
