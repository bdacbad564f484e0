"""The addresses of the pages of exports, for any panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, path

from omnitron.export_pages import choosing, page

if TYPE_CHECKING:
    from omnitron.export_pages.place import Place


def addresses(place: Place) -> list[URLPattern]:
    """What a panel includes under its prefix."""
    here = {"place": place}
    chosen = "new/<slug:kind>/<int:selection>/"
    return [
        path("", page.export_list, here, name="export-list"),
        path("<int:pk>/cancel/", page.cancel, here, name="export-cancel"),
        path("<int:pk>/again/", page.again, here, name="export-repeat"),
        path(chosen, choosing.choose_columns, here, name="export-new"),
        path(
            f"{chosen}choices/<int:pk>/delete/",
            choosing.delete_choice,
            here,
            name="export-choice-delete",
        ),
    ]
