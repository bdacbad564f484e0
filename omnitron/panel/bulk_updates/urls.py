"""The addresses of bulk updates."""

from django.urls import path

from omnitron.panel.bulk_updates import (
    deciding,
    downloads,
    listing,
    new,
    page,
    reading_again,
    row_pages,
    undoing,
)

urlpatterns = [
    path("", listing.bulk_update_list, name="bulk-update-list"),
    path("new/", new.new_bulk_update, name="bulk-update-new"),
    path("template.csv", downloads.template_csv, name="bulk-update-template-csv"),
    path("template.xlsx", downloads.template_xlsx, name="bulk-update-template-xlsx"),
    path("<int:pk>/", page.bulk_update, name="bulk-update"),
    path("<int:pk>/progress/", page.progress, name="bulk-update-progress"),
    path("<int:pk>/changes/", row_pages.changes, name="bulk-update-changes"),
    path("<int:pk>/unchanged/", row_pages.unchanged, name="bulk-update-unchanged"),
    path("<int:pk>/result/", downloads.result, name="bulk-update-result"),
    path("<int:pk>/refused/", downloads.refused, name="bulk-update-refused"),
    path("<int:pk>/read-again/", reading_again.read_again, name="bulk-update-read-again"),
    path("<int:pk>/apply/", deciding.apply, name="bulk-update-apply"),
    path("<int:pk>/apply-all/", deciding.apply_all, name="bulk-update-apply-all"),
    path("<int:pk>/discard/", deciding.discard, name="bulk-update-discard"),
    path("<int:pk>/undo/", undoing.undo, name="bulk-update-undo"),
]
