"""How a file is to be read, where what was found out is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from bulk_updates.models import BulkUpdate
from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from bulk_updates.models import BulkUpdate as Update

_FIND_OUT = [("", _("Find out"))]


class ReadAgainForm(ServiceForm):
    """The encoding and the delimiter; each may be found out."""

    encoding = forms.ChoiceField(
        label=_("Encoding"), choices=[*_FIND_OUT, *BulkUpdate.Encoding.choices], required=False
    )
    delimiter = forms.ChoiceField(
        label=_("Delimiter"), choices=[*_FIND_OUT, *BulkUpdate.Delimiter.choices], required=False
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, prefix="reading", **kwargs)

    @classmethod
    def of(cls, update: Update) -> Self:
        """As the file was read."""
        return cls(initial={"encoding": update.encoding, "delimiter": update.delimiter})
