"""Who may open a page: the one decorator that stands on every view of a panel."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from omnitron.accounts.http import PanelRequest
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound

P = ParamSpec("P")
# A page, or a file that is sent as it comes.
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[PanelRequest, P], R]
Guarded = Callable[Concatenate[PanelRequest, P], R | HttpResponse]


def permitted(permission: str, *, panel: str = OMNITRON) -> Callable[[View[P, R]], Guarded[P, R]]:
    """Open a view to those who work in its panel and hold the permission.

    Nobody signed in: the sign-in page, then back here. Anybody else: raises `NotFound`, as if
    the page did not exist.
    """

    def decorate(view: View[P, R]) -> Guarded[P, R]:
        @wraps(view)
        def guarded(
            request: PanelRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> R | HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not request.user.has_perms((panel, permission)):
                raise NotFound(_("This page does not exist, or it is not for your role."))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def signed_in(view: View[P, R]) -> Guarded[P, R]:
    """Open a view to everybody who is signed in, whatever their role."""

    @wraps(view)
    def guarded(request: PanelRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def _to_sign_in(request: PanelRequest) -> HttpResponse:
    response = redirect_to_login(_page_to_return_to(request))
    if request.htmx:
        # A redirect would be followed by the script and put the sign-in page into a fragment.
        return HttpResponseClientRedirect(response.url)
    return response


def _page_to_return_to(request: PanelRequest) -> str:
    """The page that the person was looking at, not the change or the fragment they asked for."""
    if request.htmx and not request.htmx.boosted:
        return request.htmx.current_url_abs_path or reverse("home")
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    return referer if allowed else reverse("home")
