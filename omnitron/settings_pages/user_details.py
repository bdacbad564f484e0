"""Who a user is, as both panels ask for it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from omnitron.core.choices import time_zones
from omnitron.core.long_select import Select
from omnitron.core.merging import Values
from omnitron.core.opened_form import OpenedForm


class UserDetailsForm(OpenedForm):
    """Who a user is; what they may do stands in the forms that are made of it."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        help_text=_("Letters, digits and @ . + - _"),
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("The sign-in link is sent there too.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), widget=Select)

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        self.offer("time_zone", time_zones(including=values["time_zone"]))

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a user."""
        names = UserDetailsForm.base_fields.keys() - {"opened"}
        return {name: getattr(row, name) for name in names}
