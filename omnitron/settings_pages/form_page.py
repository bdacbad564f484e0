"""The page of a form over one setting: saved and told, or shown with what was refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render

from omnitron.accounts.http import PanelRequest
from omnitron.core.service_form import ServiceForm

Row = TypeVar("Row", bound=models.Model)


def form_page(
    request: PanelRequest,
    form: ServiceForm,
    save: Callable[[], Row],
    *,
    told: str,
    url_name: str,
    template: str,
    context: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """Save a posted form and go to the row's page, which tells it; else show the form.

    `told` has a place for %(name)s; `context` is asked for only where the page is shown.
    """
    row = form.saved(save)
    if row is None:
        return render(request, template, {"form": form, **context()}, status=form.status)
    messages.success(request, told % {"name": row})
    return redirect(url_name, pk=row.pk)
