"""What the templates know of the panels and the sidebar."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from omnitron.frame.counts import Counts
from omnitron.frame.entries import Panel
from omnitron.frame.omnitron import OMNITRON
from omnitron.frame.seller_center import SELLER_CENTER

PANELS = (OMNITRON, SELLER_CENTER)


def panels_of(request: HttpRequest) -> list[Panel]:
    """The panels that the person may work in."""
    return [panel for panel in PANELS if request.user.has_perm(panel.permission)]


def context(request: HttpRequest) -> dict[str, Any]:
    """`panels`, `panel`, `sidebar` and `search_url` for the frame; nothing for a stranger."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    panels = panels_of(request)
    panel = next(
        (panel for panel in panels if request.path.startswith(f"/{panel.name}/")),
        panels[0] if panels else None,
    )
    return {
        "panels": panels,
        "panel": panel,
        "sidebar": sidebar(request, panel),
        "search_url": search_url(request, panel),
    }


def search_url(request: HttpRequest, panel: Panel | None) -> str:
    """Where the search box of a panel sends what is typed; '' where the person has none."""
    if panel is None or not request.user.has_perm(panel.search_permission):
        return ""
    return reverse(panel.search_url_name)


def sidebar(request: HttpRequest, panel: Panel | None) -> list[dict[str, Any]]:
    """The groups of a panel with the entries that are this person's; none that are empty.

    A group is {"heading", "entries"}; an entry is {"label", "url", "icon", "current", "count"}.
    Counts are read when the first of them is drawn, all at once.
    """
    # /omnitron/orders/17/ is a page of "orders", /omnitron/settings/users/ of "users"; a panel
    # begins with its dashboard.
    _panel, *parts = request.path.strip("/").split("/")
    section = "/".join(parts[:2]).removeprefix("settings/").split("/")[0] or "dashboard"
    # The page of one thing says in which of the views it is listed.
    view = getattr(request, "listed_in", request.GET.get("view", ""))
    groups = []
    counts = Counts(request.user)
    for group in panel.groups if panel else ():
        entries = [
            {
                "label": entry.label,
                "url": entry.url,
                "icon": entry.icon,
                "current": entry.section == section and entry.view in ("", view),
                "count": counts.of(entry.section, entry.waiting) if entry.waiting else "",
            }
            for entry in group.entries
            if request.user.has_perm(entry.permission)
        ]
        if entries:
            groups.append({"heading": group.heading, "entries": entries})
    return groups
