"""A form that remembers which values it was opened with, so that no change of others is lost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core import signing
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from omnitron.core.formats import moment_text
from omnitron.core.merging import BothChanged, Clash, Values
from omnitron.core.money import shortest
from omnitron.core.service_form import ServiceForm

THEIRS = "theirs"


@dataclass(frozen=True)
class ShownClash:
    """A field that two people changed, in words for components/conflict.html."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    changed: str = "both"


class OpenedForm(ServiceForm):
    """A form over the values of a row, or over those that a new one begins with.

    The values travel with the page, signed, so that saving can tell what this person changed
    from what somebody else changed meanwhile. Where both changed a field the page asks, and
    choose-<field>=theirs takes the other person's value.
    """

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, values: Values, **kwargs: Any) -> None:
        initial = {name: _plain(value) for name, value in values.items()}
        kwargs["initial"] = {**initial, "opened": _signed(initial)}
        super().__init__(_with_theirs(data) if data else data, **kwargs)
        self.clashes: list[ShownClash] = []
        self.who = ""

    @classmethod
    def values_of(cls, row: models.Model) -> dict[str, Any]:
        """What the form shows of a row."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "opened"}

    @property
    def opened_values(self) -> dict[str, Any]:
        """The values that the person saw. Call after validation."""
        return cast("dict[str, Any]", self.cleaned_data["opened"])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, less what belongs to the form itself."""
        return {name: value for name, value in super().values.items() if name != "opened"}

    def clean_opened(self) -> dict[str, Any]:
        """The signed values of the page."""
        opened = _read(self.cleaned_data["opened"])
        if opened is None:
            # Also after the secret key was changed. Whoever saves again does so knowingly.
            self._reopen(self.initial)
            text = _("This form was open for too long. Look at the values and save again.")
            self.add_error(None, text)
        return {name: self._typed(name, value) for name, value in (opened or {}).items()}

    def ask_about(self, conflict: BothChanged) -> None:
        """Keep what was typed, show what somebody else saved, and let the next save decide."""
        super().ask_about(conflict)
        self.who = conflict.who
        self.clashes = [self._shown(clash) for clash in conflict.clashes]
        theirs = {clash.field: clash.theirs for clash in conflict.clashes}
        self._reopen({**self.opened_values, **theirs})

    def _typed(self, name: str, value: Any) -> Any:
        """A signed value as its field gives it: JSON has no amounts and no dates."""
        field = self.fields.get(name)
        typed = (forms.DecimalField, forms.DateField)
        return field.to_python(value) if isinstance(field, typed) else value

    def _shown(self, clash: Clash) -> ShownClash:
        values = (clash.opened, clash.mine, clash.theirs)
        texts = [self.text_of(clash.field, value) for value in values]
        return ShownClash(clash.field, str(self.fields[clash.field].label), *texts)

    def text_of(self, name: str, value: Any) -> str:
        """A value of a field in words; '' for none."""
        words = dict(_flat(getattr(self.fields[name], "choices", ())))
        if isinstance(value, date):
            return moment_text(value, "date")
        return str(words.get(value, "" if value is None else value))

    def _reopen(self, values: Values) -> None:
        """Make the page stand on these values from now on."""
        data = cast("QueryDict", self.data).copy()
        data["opened"] = _signed(values)
        self.data = data


def _signed(values: Values) -> str:
    plain = {name: _plain(value) for name, value in values.items() if name != "opened"}
    return signing.dumps(plain, salt=__name__, compress=True)


def _read(signed: str) -> dict[str, Any] | None:
    try:
        values: dict[str, Any] = signing.loads(signed, salt=__name__)
    except signing.BadSignature:
        return None
    return values


def _with_theirs(data: QueryDict) -> QueryDict:
    """What was posted, with the other person's value where that was chosen."""
    keys = [key for key in data if key.startswith("choose-") and data[key] == THEIRS]
    chosen = [key.removeprefix("choose-") for key in keys]
    opened = _read(data.get("opened", "")) if chosen else None
    if not opened:
        return data
    data = data.copy()
    for name in chosen:
        if name in opened:
            data[name] = opened[name]
    return data


def _plain(value: Any) -> Any:
    """A value as JSON, and as a field shows it."""
    if isinstance(value, Decimal):
        return shortest(value)
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    flat: list[tuple[Any, Any]] = []
    for value, label in choices:
        flat.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
    return flat
