"""The names by which files and other systems call a setting."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeField(forms.SlugField):
    """A short name that fits into an address and a file."""

    default_error_messages = {
        "invalid": _("Use letters from a to z, digits, hyphens and underscores, without spaces.")
    }
