"""Exports: what a person asked for, how far it is, and the receipt of what they got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exports.access import get_export
from exports.services.canceling import cancel_export
from exports.services.requesting import request_again
from omnitron.core.errors import refusal_to_tell
from omnitron.core.mailing import mail_is_set_up
from omnitron.export_pages.listing import Listing
from omnitron.export_pages.place import permitted_here

if TYPE_CHECKING:
    from django.http import HttpResponse

    from exports.models import Export
    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from omnitron.export_pages.place import Place


@require_safe
@permitted_here
def export_list(request: PanelRequest, /, *, place: Place) -> HttpResponse:
    """A person's own exports, the newest first."""
    return show_exports(request, place)


@require_POST
@permitted_here
def cancel(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Call an export off that is not finished."""
    get_export(request.user, pk, place.panel)
    try:
        cancel_export(actor=request.user, pk=pk)
    except Exception as exception:
        return show_exports(request, place, refusal=str(refusal_to_tell(exception)))
    messages.success(request, _("Export %(export)s was canceled.") % {"export": pk})
    return redirect(Listing(request.user, place, request.GET).url)


@require_POST
@permitted_here
def again(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Ask for the same once more, of the orders as they are now."""
    get_export(request.user, pk, place.panel)
    site = request.build_absolute_uri("/")
    try:
        export = request_again(actor=request.user, pk=pk, site=site)
    except Exception as exception:
        return show_exports(request, place, refusal=str(refusal_to_tell(exception)))
    tell_of(request, export)
    return redirect(place.list_url)


def show_exports(request: PanelRequest, place: Place, *, refusal: str = "") -> HttpResponse:
    """The list, whole or without the frame where it looks again at itself."""
    context = {
        "listing": Listing(request.user, place, request.GET),
        "where": place,
        "refusal": refusal,
        "address": address_of(request.user),
        "days_kept": settings.EXPORT_DAYS,
    }
    looks_again = request.htmx and request.htmx.target == "exports"
    template = "exports/list.html#exports" if looks_again else "exports/list.html"
    response = render(request, template, context, status=422 if refusal else 200)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def tell_of(request: PanelRequest, export: Export) -> None:
    """Say on the next page that an export is on its way, and how its file comes."""
    said = {"export": export.pk, "address": address_of(request.user)}
    if said["address"]:
        words = _("Export %(export)s is on its way. We will e-mail you a link to %(address)s.")
    else:
        words = _("Export %(export)s is on its way. Its file will be here.")
    messages.success(request, words % said)


def address_of(user: User) -> str:
    """Where mails reach a person; '' where none would."""
    return user.email if mail_is_set_up() else ""
