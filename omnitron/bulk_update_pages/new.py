"""Handing a file over: Update Order Info with CSV (O3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from bulk_updates.columns import CHANGEABLE, CLEAR, KEYS, ROW_VERSION
from bulk_updates.reading.files import CSV, MEGABYTE, MOST_MEGABYTES, MOST_ROWS, XLSX
from bulk_updates.services.uploading import upload
from omnitron.bulk_update_pages.detail import steps_at
from omnitron.bulk_update_pages.example import COLUMNS as EXAMPLE_COLUMNS
from omnitron.bulk_update_pages.example import example_rows
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.core.errors import Refusal
from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from omnitron.bulk_update_pages.place import Place


class UploadForm(ServiceForm):
    """A file with new values for order lines."""

    # What is wrong with an empty one the service says, and the way out.
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )

    def uploaded(self, actor: User, panel: str) -> BulkUpdate | None:
        """The bulk update of the file; nothing where it is refused, with why at the field."""
        if not self.is_valid():
            return None
        try:
            return upload(actor=actor, file=self.cleaned_data["file"], panel=panel)
        except Refusal as refusal:
            self.add_error("file", str(refusal))
            return None


@require_http_methods(["GET", "HEAD", "POST"])
@permitted_here
def new_bulk_update(request: PanelRequest, /, *, place: Place) -> HttpResponse:
    """What a file must look like, and the field for it; then the page where it is read."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    update = form.uploaded(request.user, place.panel) if form.is_bound else None
    if update is None:
        context = {
            "form": form,
            "steps": steps_at(0),
            "example": {"columns": EXAMPLE_COLUMNS, "rows": example_rows()},
            **_limits(),
        }
        return render(request, "bulk_updates/new.html", context, status=form.status)
    address = place.url("bulk-update", update.pk)
    if request.htmx:
        # The scripts of the next page are not those of this one.
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _limits() -> dict[str, Any]:
    return {
        "keys": KEYS,
        "row_version": ROW_VERSION,
        "changeable": CHANGEABLE,
        "clear": CLEAR,
        "most_csv": MOST_MEGABYTES[CSV],
        "most_xlsx": MOST_MEGABYTES[XLSX],
        "most_csv_bytes": MOST_MEGABYTES[CSV] * MEGABYTE,
        "most_xlsx_bytes": MOST_MEGABYTES[XLSX] * MEGABYTE,
        "rows_csv": MOST_ROWS[CSV],
        "rows_xlsx": MOST_ROWS[XLSX],
    }
