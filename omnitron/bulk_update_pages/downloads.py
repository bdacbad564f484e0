"""Files to take away: the template, the result, the refused rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bulk_updates.services.downloading import download_result
from bulk_updates.services.writing_templates import write_template
from bulk_updates.writing import CSV, XLSX
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.core.http import client_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from bulk_updates.writing import Download
    from omnitron.accounts.http import PanelRequest
    from omnitron.bulk_update_pages.place import Place


@require_safe
@permitted_here
def template_csv(_request: PanelRequest, /, *, place: Place) -> StreamingHttpResponse:
    """The template as CSV."""
    return file_answer(write_template(CSV))


@require_safe
@permitted_here
def template_xlsx(_request: PanelRequest, /, *, place: Place) -> StreamingHttpResponse:
    """The template as a workbook."""
    return file_answer(write_template(XLSX))


@require_safe
@permitted_here
def result(request: PanelRequest, /, pk: int, *, place: Place) -> StreamingHttpResponse:
    """All rows of the file, with what became of each."""
    return _result(request, pk, place)


@require_safe
@permitted_here
def refused(request: PanelRequest, /, pk: int, *, place: Place) -> StreamingHttpResponse:
    """The refused rows alone, to be corrected and uploaded again."""
    return _result(request, pk, place, only_refused=True)


def _result(
    request: PanelRequest, pk: int, place: Place, *, only_refused: bool = False
) -> StreamingHttpResponse:
    return file_answer(
        download_result(
            actor=request.user,
            pk=pk,
            only_refused=only_refused,
            panel=place.panel,
            remote_addr=client_address(request),
        )
    )


def file_answer(download: Download) -> StreamingHttpResponse:
    """A file to keep, as it comes, never a page of this site."""
    headers = {
        "Content-Disposition": content_disposition_header(True, download.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    content = _spoken(download.content, get_language(), timezone.get_current_timezone())
    return StreamingHttpResponse(content, content_type=download.content_type, headers=headers)


def _spoken(content: Iterator[bytes], language: str | None, zone: tzinfo) -> Iterator[bytes]:
    """The same in a language and a time zone: it is read after the request has left both."""
    with translation.override(language), timezone.override(zone):
        yield from content
