"""The addresses of the pages of bulk updates, for any panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, path

from omnitron.bulk_update_pages import (
    deciding,
    downloads,
    listing,
    new,
    page,
    reading_again,
    row_pages,
    undoing,
)

if TYPE_CHECKING:
    from omnitron.bulk_update_pages.place import Place


def addresses(place: Place) -> list[URLPattern]:
    """What a panel includes under its prefix."""
    here = {"place": place}
    return [
        path("", listing.bulk_update_list, here, name="bulk-update-list"),
        path("new/", new.new_bulk_update, here, name="bulk-update-new"),
        path("template.csv", downloads.template_csv, here, name="bulk-update-template-csv"),
        path("template.xlsx", downloads.template_xlsx, here, name="bulk-update-template-xlsx"),
        path("<int:pk>/", page.bulk_update, here, name="bulk-update"),
        path("<int:pk>/progress/", page.progress, here, name="bulk-update-progress"),
        path("<int:pk>/changes/", row_pages.changes, here, name="bulk-update-changes"),
        path("<int:pk>/unchanged/", row_pages.unchanged, here, name="bulk-update-unchanged"),
        path("<int:pk>/result/", downloads.result, here, name="bulk-update-result"),
        path("<int:pk>/refused/", downloads.refused, here, name="bulk-update-refused"),
        path("<int:pk>/read-again/", reading_again.read_again, here, name="bulk-update-read-again"),
        path("<int:pk>/apply/", deciding.apply, here, name="bulk-update-apply"),
        path("<int:pk>/apply-all/", deciding.apply_all, here, name="bulk-update-apply-all"),
        path("<int:pk>/discard/", deciding.discard, here, name="bulk-update-discard"),
        path("<int:pk>/undo/", undoing.undo, here, name="bulk-update-undo"),
    ]
