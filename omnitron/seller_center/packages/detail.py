"""The page of one package."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.waiting import count_again
from omnitron.seller_center.history.listing import history_of_package
from omnitron.seller_center.packages.contents import PackagePage
from omnitron.seller_center.packages.typed import Typed
from orders.access import get_package

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.access import View
    from omnitron.accounts.http import PanelRequest
    from orders.models import Package

P = ParamSpec("P")


def answers_form(view: View[P, HttpResponse]) -> View[P, HttpResponse]:
    """Lead whoever loads the address of a form, as after a refusal, to the page that has it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answering(request: PanelRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return redirect("seller_center:package-detail", number=kwargs["number"])
        return view(request, *args, **kwargs)

    return answering


@require_safe
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def package_detail(request: PanelRequest, /, number: str) -> HttpResponse:
    """A package with all that can be done with it; for the marketplace's own people to read."""
    return show_package(request, number)


def show_package(request: PanelRequest, number: str, typed: Typed | None = None) -> HttpResponse:
    """The page as things are now; after a refusal with what was typed."""
    page = PackagePage(get_package(request.user, number), request.user, typed or Typed())
    request.listed_in = page.view_name
    history = history_of_package(page, request.GET)
    context = {"page": page, "package": page.package, "order": page.order, "history": history}
    template = "seller_center/packages/detail.html"
    return render(request, template, context, status=page.typed.status)


def changed(request: PanelRequest, package: Package, told: str = "") -> HttpResponse:
    """Back to the page of a package that was changed, with what was done."""
    count_again(request.user)
    if not told:
        words = {"number": package.number, "status": package.get_status_display()}
        told = _("Package %(number)s is %(status)s now.") % words
    messages.success(request, told)
    return redirect("seller_center:package-detail", number=package.number)
