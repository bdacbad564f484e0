from typing import Any

from axes.helpers import get_failure_limit
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from omnitron.accounts import throttling
from omnitron.accounts.models import User
from omnitron.core.choices import time_zones
from omnitron.core.merging import Values
from omnitron.core.opened_form import OpenedForm


class SignInForm(AuthenticationForm):
    """Username and password; one message, whichever of them was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["username"].widget.attrs["autocapitalize"] = "none"

    def get_invalid_login_error(self) -> ValidationError:
        """How many tries are left. The failure has been counted before this."""
        failures = getattr(self.request, "axes_failures_since_start", None) or 0
        left = get_failure_limit(self.request, None) - failures
        message = ngettext(
            "Username or password is wrong. %(left)d try left, then %(pause)d minutes’ pause.",
            "Username or password is wrong. %(left)d tries left, then %(pause)d minutes’ pause.",
            left,
        )
        return ValidationError(message % {"left": left, "pause": throttling.PAUSE_MINUTES})


class OwnSettingsForm(OpenedForm):
    """What people set for themselves."""

    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    theme = forms.ChoiceField(label=_("Theme"), choices=User.Theme.choices)

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        self.offer("time_zone", time_zones(including=values["time_zone"]))
