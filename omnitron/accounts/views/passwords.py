from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from omnitron.accounts.access import signed_in
from omnitron.accounts.forms import ChangePasswordForm
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.accounts.services.passwords import set_password
from omnitron.accounts.sign_in_links import sign_in_tokens


@sensitive_post_parameters()
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: PanelRequest, /) -> HttpResponse:
    """Choose a new password by the old one."""
    form = ChangePasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_password(actor=request.user, password=form.cleaned_data["new_password1"])
        # This session goes on; all others end.
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed."))
        return redirect("accounts:settings")
    status = 429 if form.minutes_paused else 422 if form.errors else 200
    return render(request, "accounts/change_password.html", {"form": form}, status=status)


class ChoosePassword(PasswordResetConfirmView):
    """Choose a password by the link that an administrator handed over."""

    template_name = "accounts/choose_password.html"
    token_generator = sign_in_tokens

    def get_user(self, uidb64: str) -> User | None:
        """Whom the link is for; nobody once they were deactivated."""
        user = super().get_user(uidb64)
        return user if isinstance(user, User) and user.is_active else None

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what keeps the password from being taken."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, and end whatever session this browser had."""
        set_password(actor=form.user, password=form.cleaned_data["new_password1"])
        logout(self.request)
        messages.success(self.request, _("Your password was saved. Sign in with it."))
        return redirect("accounts:login")
