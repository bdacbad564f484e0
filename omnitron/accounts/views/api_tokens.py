"""My settings > API tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from omnitron.accounts.access import signed_in
from omnitron.accounts.forms import TokenForm
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import ApiToken
from omnitron.accounts.services import tokens


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: PanelRequest, /) -> HttpResponse:
    """The tokens of whoever asks, and a new one.

    The answer to the form alone has the key: a redirect would need a place to keep it. Sent once
    more, the form is refused, as the name is taken by then.
    """
    form = TokenForm(request.POST or None)
    made = form.saved(lambda: tokens.make_token(actor=request.user, **form.values))
    token, key = made or (None, "")
    context = {
        "form": TokenForm() if made else form,
        "made": token,
        "key": key,
        "tokens": ApiToken.objects.valid_of(request.user),
    }
    return render(request, "accounts/tokens.html", context, status=form.status)


@signed_in
@require_POST
def token_revoke(request: PanelRequest, /, token_key: str) -> HttpResponse:
    """End one token."""
    token = tokens.revoke_token(actor=request.user, token_key=token_key)
    messages.success(request, _("%(name)s was revoked.") % {"name": token})
    return redirect("accounts:token-list")


@signed_in
@require_POST
def token_revoke_all(request: PanelRequest, /) -> HttpResponse:
    """End all tokens of whoever asks."""
    tokens.revoke_all(actor=request.user)
    messages.success(request, _("All your tokens were revoked."))
    return redirect("accounts:token-list")
