from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from omnitron.accounts import audit, throttling
from omnitron.accounts.forms import SignInForm
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.services.sign_ins import record_failure
from omnitron.core.http import client_address


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PanelRequest, /) -> HttpResponse:
    """Username and password; a pause after repeated failures."""
    if request.user.is_authenticated:
        return redirect(_destination(request))
    if request.method != "POST":
        return _page(request, SignInForm(request))
    form = SignInForm(request, data=request.POST)
    if minutes := throttling.minutes_paused(request, request.POST.get("username", "")):
        return _paused(request, form, minutes)
    if not form.is_valid():
        return _refused(request, form)
    user = form.get_user()
    login(request, user)
    audit.record(
        actor=user,
        action=audit.Action.SIGNED_IN,
        subject=user,
        remote_addr=client_address(request),
    )
    return redirect(_destination(request))


@require_POST
def sign_out(request: PanelRequest, /) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        audit.record(
            actor=request.user,
            action=audit.Action.SIGNED_OUT,
            subject=request.user,
            remote_addr=client_address(request),
        )
    logout(request)
    return redirect("accounts:login")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """What django-axes answers once the door is shut: the page that `sign_in` made of it."""
    return response


def _refused(request: PanelRequest, form: SignInForm) -> HttpResponse:
    username = form.cleaned_data.get("username", "")
    minutes = throttling.minutes_paused(request, username)
    # None where nothing was counted: a form with an empty field is no try.
    if getattr(request, "axes_failures_since_start", None) is not None:
        record_failure(request, username, paused=bool(minutes))
    if minutes:
        return _paused(request, form, minutes)
    return _page(request, form, status=422)


def _paused(request: PanelRequest, form: SignInForm, minutes: int) -> HttpResponse:
    reason = ngettext(
        "Too many tries failed. Signing in is paused for %(minutes)d minute.",
        "Too many tries failed. Signing in is paused for %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
    response = _page(request, form, paused=reason, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _page(
    request: PanelRequest, form: SignInForm, *, paused: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "paused": paused, "next": request.GET.get("next", "")}
    return render(request, "accounts/login.html", context, status=status)


def _destination(request: PanelRequest) -> str:
    """Where the person was going; never another site, and never back to this page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    if not allowed or reverse("accounts:login") in wanted:
        return reverse("home")
    return wanted
