"""The choice of columns, of a format and of a time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.services.keeping_columns import LONGEST_NAME
from exports.states import ExportFormat
from omnitron.core.choices import time_zones
from omnitron.core.long_select import Select
from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from exports.kinds.base import Kind
    from exports.models import ColumnSet

FORMATS = [(ExportFormat.XLSX.value, _("Excel (.xlsx)")), (ExportFormat.CSV.value, _("CSV"))]


class ColumnsForm(ServiceForm):
    """What is to be in a file; `name` keeps the choice for another time."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column.")},
    )
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect)
    zone = forms.ChoiceField(label=_("Time zone"), widget=Select)
    name = forms.CharField(label=_("Save this choice as"), max_length=LONGEST_NAME, required=False)

    def __init__(
        self, data: QueryDict | None, *, kind: Kind, zone: str, choice: ColumnSet | None
    ) -> None:
        """All columns of the kind, in Excel and in the given zone, or as the choice has it."""
        initial: dict[str, Any] = {
            "columns": choice.columns if choice else kind.names,
            "format": choice.format if choice else ExportFormat.XLSX.value,
            "zone": choice.zone if choice else zone,
            "name": choice.name if choice else "",
        }
        super().__init__(data, initial=initial)
        self.offer("columns", [(column.name, column.words) for column in kind.columns])
        self.offer("zone", time_zones(including=initial["zone"]))

    @property
    def ticked(self) -> int:
        """How many columns are chosen."""
        return sum(option.data["selected"] for option in self["columns"])
