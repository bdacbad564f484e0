"""Where the link of a mail leads, and where the files of exports are downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from exports.access import get_export, id_of, token_of
from exports.services.downloading import is_offered, open_file
from exports.services.requesting import request_again
from exports.states import UNDER_WAY, ExportFormat
from omnitron.accounts.access import signed_in
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.formats import count_text, money_text
from omnitron.core.http import client_address
from omnitron.core.spreadsheets import CSV_TYPE, XLSX_TYPE

if TYPE_CHECKING:
    from django.http import HttpResponse

    from exports.models import Export
    from omnitron.accounts.http import PanelRequest

CONTENT_TYPES: dict[str, str] = {
    ExportFormat.CSV: CSV_TYPE,
    ExportFormat.XLSX: XLSX_TYPE,
}
NAMESPACES = {OMNITRON: "omnitron", SELLER_CENTER: "seller_center"}
SECONDS_BETWEEN_LOOKS = 3


@require_safe
@signed_in
def export_link(request: PanelRequest, /, token: str) -> HttpResponse:
    """Begin the download, or say why there is none; while the file is written, look again."""
    export = get_export(request.user, id_of(token))
    download = reverse("export-file", args=[export.pk]) if is_offered(export) else ""
    context = {
        "export": export,
        "download": download,
        "list_url": _list_url(export),
        "is_under_way": export.status in UNDER_WAY,
        "rows": count_text(export.rows_total or 0),
        "rows_done": count_text(export.rows_done),
        "sums": [money_text(amount, currency) for currency, amount in export.amounts],
    }
    response = render(request, "exports/link.html", context)
    if download:
        response["Refresh"] = f"0; url={download}"
    elif export.status in UNDER_WAY:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@require_GET
@signed_in
def export_file(request: PanelRequest, /, pk: int) -> HttpResponse:
    """The file, to be kept and never shown as a page of this site."""
    export, file = open_file(actor=request.user, pk=pk, remote_addr=client_address(request))
    # A view of a panel may also answer piece by piece.
    return FileResponse(  # type: ignore[return-value]
        file,
        as_attachment=True,
        filename=export.download_name,
        content_type=CONTENT_TYPES[export.format],
        headers={
            "Content-Length": str(export.file_size),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
@signed_in
def export_again(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Ask for the same once more, and show how that goes."""
    export = request_again(actor=request.user, pk=pk, site=request.build_absolute_uri("/"))
    return redirect("export-link", token_of(export.pk))


def _list_url(export: Export) -> str:
    """The list of the panel that it was asked for in."""
    return reverse(f"{NAMESPACES[export.panel]}:export-list")
