from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from omnitron.accounts import throttling
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.core.choices import time_zones
from omnitron.core.long_select import Select
from omnitron.core.merging import Values
from omnitron.core.opened_form import OpenedForm
from omnitron.core.service_form import ServiceForm


class SignInForm(AuthenticationForm):
    """Username and password; one message, whichever of them was wrong."""

    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["username"].widget.attrs["autocapitalize"] = "none"
        if self.data.get("username"):
            # The name is kept; what has to be typed again is the password.
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True

    def get_invalid_login_error(self) -> ValidationError:
        """How many tries are left. The failure has been counted before this."""
        left = throttling.tries_left(self.request, self.cleaned_data["username"])
        message = ngettext(
            "Username or password is wrong. %(left)d try left, then %(pause)d minutes’ pause.",
            "Username or password is wrong. %(left)d tries left, then %(pause)d minutes’ pause.",
            left,
        )
        return ValidationError(message % {"left": left, "pause": throttling.PAUSE_MINUTES})


class ChangePasswordForm(PasswordChangeForm):
    """A new password by the old one, which may be guessed as seldom as at the sign-in."""

    def __init__(self, request: PanelRequest, data: Any = None) -> None:
        super().__init__(request.user, data)
        self.request = request
        self.minutes_paused = 0

    def clean_old_password(self) -> str:
        """Refuse what is not the old password, and anything at all during a pause."""
        self._refuse_in_pause()
        try:
            password: str = super().clean_old_password()
        except ValidationError:
            throttling.count_wrong_password(self.request, self.request.user)
            self._refuse_in_pause()
            raise
        return password

    def _refuse_in_pause(self) -> None:
        minutes = throttling.minutes_paused(self.request, self.request.user.username)
        self.minutes_paused = minutes
        if minutes:
            message = ngettext(
                "Too many wrong passwords. Try again in %(minutes)d minute.",
                "Too many wrong passwords. Try again in %(minutes)d minutes.",
                minutes,
            )
            raise ValidationError(message % {"minutes": minutes})


class OwnSettingsForm(OpenedForm):
    """What people set for themselves."""

    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), widget=Select)
    theme = forms.ChoiceField(label=_("Theme"), choices=User.Theme.choices)

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        self.offer("time_zone", time_zones(including=values["time_zone"]))


class TokenForm(ServiceForm):
    """A new token: what will use it, and for how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What will use it, such as “ERP”."),
    )
    days = forms.TypedChoiceField(
        label=_("Ends"),
        choices=[
            (30, _("After 30 days")),
            (90, _("After 90 days")),
            (365, _("After a year")),
            ("", _("Never")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        initial=90,
    )
