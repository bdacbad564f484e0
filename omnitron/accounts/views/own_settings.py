from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from omnitron.accounts.access import signed_in
from omnitron.accounts.forms import OwnSettingsForm
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.services import users


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: PanelRequest, /) -> HttpResponse:
    """Name, language, time zone and theme of whoever asks."""
    form = OwnSettingsForm(request.POST or None, values=OwnSettingsForm.values_of(request.user))
    user = form.saved(
        lambda: users.change_own_settings(
            actor=request.user, opened=form.opened_values, **form.values
        )
    )
    if user:
        with translation.override(user.language):
            messages.success(request, _("Your settings were saved."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form}, status=form.status)
