"""Choosing what is in a file before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exports.kinds import KINDS
from exports.models import ColumnSet
from exports.services.keeping_columns import delete_column_set, save_column_set
from exports.services.requesting import request_export
from omnitron.core.errors import NotFound
from omnitron.export_pages.chosen import ChosenOrders
from omnitron.export_pages.forms import ColumnsForm
from omnitron.export_pages.page import address_of, tell_of
from omnitron.export_pages.place import permitted_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from exports.kinds.base import Kind
    from exports.models import Export
    from omnitron.accounts.http import PanelRequest
    from omnitron.export_pages.place import Place


@require_http_methods(["GET", "HEAD", "POST"])
@permitted_here
def choose_columns(
    request: PanelRequest, /, kind: str, selection: int, *, place: Place
) -> HttpResponse:
    """Columns, format and time zone of an export; asks for it, or keeps the choice by a name."""
    wanted = _kind(kind)
    orders = ChosenOrders.of(request.user, place, selection)
    choices = list(ColumnSet.objects.filter(user=request.user, kind=kind))
    picked = next((one for one in choices if str(one.pk) == request.GET.get("choice")), None)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        kind=wanted,
        zone=timezone.get_current_timezone_name(),
        choice=picked,
    )
    if request.method == "POST":
        answer = _keep if request.POST.get("action") == "save" else _ask
        done = form.saved(lambda: answer(request, form, place, kind, selection))
        if done is not None:
            return redirect(done)
    context = {
        "form": form,
        "where": place,
        "orders": orders,
        "rows": orders.rows(wanted),
        "kind": kind,
        "title": wanted.title,
        "kinds": [
            (place.url("export-new", one.name, selection), one.name, one.title)
            for one in KINDS.values()
        ],
        "choices": choices,
        "picked": picked,
        "delete_url": place.url("export-choice-delete", kind, selection, picked.pk)
        if picked
        else "",
        "address": address_of(request.user),
    }
    return render(request, "exports/choose.html", context, status=form.status)


@require_POST
@permitted_here
def delete_choice(
    request: PanelRequest, /, kind: str, selection: int, pk: int, *, place: Place
) -> HttpResponse:
    """Forget a choice that was kept by a name."""
    delete_column_set(actor=request.user, pk=pk)
    messages.success(request, _("The saved choice was deleted."))
    return redirect(place.url("export-new", _kind(kind).name, selection))


def ask_for_export(
    request: PanelRequest,
    *,
    place: Place,
    kind: str,
    selection_id: int,
    format: str,
    columns: Sequence[str] = (),
    zone: str = "",
) -> Export:
    """Ask for a file and tell so; without further words all columns, in the person's time zone."""
    export = request_export(
        actor=request.user,
        kind=kind,
        format=format,
        columns=columns or KINDS[kind].names,
        selection_id=selection_id,
        panel=place.panel,
        zone=zone or timezone.get_current_timezone_name(),
        site=request.build_absolute_uri("/"),
    )
    tell_of(request, export)
    return export


def _keep(request: PanelRequest, form: ColumnsForm, place: Place, kind: str, selection: int) -> str:
    choice = save_column_set(actor=request.user, kind=kind, **form.values)
    words = _("The choice “%(name)s” is saved: apply it whenever you export.")
    messages.success(request, words % {"name": choice.name})
    return f"{place.url('export-new', kind, selection)}?choice={choice.pk}"


@transaction.atomic
def _ask(request: PanelRequest, form: ColumnsForm, place: Place, kind: str, selection: int) -> str:
    values: dict[str, Any] = form.values
    if name := values.pop("name"):
        save_column_set(actor=request.user, kind=kind, name=name, **values)
    ask_for_export(request, place=place, kind=kind, selection_id=selection, **values)
    return place.list_url


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise NotFound(_("There is no export “%(kind)s”.") % {"kind": name})
    return KINDS[name]
