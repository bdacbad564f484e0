"""What stands around every page: the panels a person may work in and the sidebar of this one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from omnitron.core import formats
from omnitron.core.waiting import COUNTED, counts_of
from omnitron.panel.manual_refunds.desk import open_of
from omnitron.panel.requests.tabs import waiting_of
from omnitron.seller_center.packages.views import preparing_of
from omnitron.seller_center.returns.tabs import waiting_of as returns_of

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """A link of the sidebar; `section` names the pages on which it is the current one.

    `view` is which of several entries for one page it is, as the page's address says it.
    `waiting` are the rows there that wait for somebody, of which the entry says how many.
    """

    label: Text
    url_name: str
    icon: str
    permission: str
    section: str
    waiting: Callable[[Any], QuerySet[Any]] | None = None
    view: str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name) + (f"?view={self.view}" if self.view else "")


@dataclass(frozen=True)
class Group:
    """Entries under one heading; what belongs to no others has none."""

    heading: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Panel:
    """One of the two work places."""

    name: str
    label: Text
    permission: str
    url_name: str
    groups: tuple[Group, ...] = field(default=())
    # What the search box sends to, and who may.
    search_url_name: str = ""
    search_permission: str = ""

    @property
    def url(self) -> str:
        """Where the panel begins."""
        return reverse(self.url_name)


OMNITRON = Panel(
    name="omnitron",
    label="Omnitron",
    permission="accounts.use_omnitron",
    url_name="omnitron:index",
    search_url_name="omnitron:order-search",
    search_permission="orders.view_orders",
    groups=(
        Group(
            "",
            (
                Entry(
                    _("Dashboard"),
                    "omnitron:index",
                    "layout-dashboard",
                    "accounts.use_omnitron",
                    "dashboard",
                ),
            ),
        ),
        Group(
            _("Orders"),
            (
                Entry(
                    _("Orders"), "omnitron:order-list", "receipt", "orders.view_orders", "orders"
                ),
                Entry(
                    _("Cancellation and Return Requests"),
                    "omnitron:request-list",
                    "arrow-back-up",
                    "cancellations.cancel_items",
                    "requests",
                    waiting=waiting_of,
                ),
                Entry(
                    _("Manual Refunds"),
                    "omnitron:manual-refund-list",
                    "cash-banknote",
                    "payments.make_refunds",
                    "manual-refunds",
                    waiting=open_of,
                ),
                Entry(
                    _("Bulk Updates"),
                    "omnitron:bulk-update-list",
                    "file-spreadsheet",
                    "bulk_updates.update_orders",
                    "bulk-updates",
                ),
                Entry(
                    _("Money Close"),
                    "omnitron:money-close",
                    "building-bank",
                    "payments.close_money",
                    "money-close",
                ),
            ),
        ),
        Group(
            "",
            (
                Entry(
                    _("Exports"),
                    "omnitron:export-list",
                    "download",
                    "exports.export_orders",
                    "exports",
                ),
            ),
        ),
        Group(
            _("Settings"),
            (
                Entry(
                    _("Reasons for Cancellation / Return"),
                    "omnitron:reason-list",
                    "message-question",
                    "cancellations.manage_reasons",
                    "cancellation-reasons",
                ),
                Entry(
                    _("Shipping Companies"),
                    "omnitron:shipping-company-list",
                    "truck",
                    "orders.manage_shipping_companies",
                    "shipping-companies",
                ),
                Entry(
                    _("Sales Channels"),
                    "omnitron:channel-list",
                    "building-store",
                    "orders.manage_channels",
                    "channels",
                ),
                Entry(
                    _("Cancellation Strategies"),
                    "omnitron:strategy-list",
                    "adjustments",
                    "cancellations.manage_strategies",
                    "cancellation-strategies",
                ),
                Entry(
                    _("Sellers"),
                    "omnitron:seller-list",
                    "users-group",
                    "orders.manage_sellers",
                    "sellers",
                ),
                Entry(_("Users"), "omnitron:user-list", "users", "accounts.manage_users", "users"),
                Entry(
                    _("Authority Groups"),
                    "omnitron:group-list",
                    "shield-lock",
                    "accounts.manage_groups",
                    "groups",
                ),
            ),
        ),
    ),
)
SELLER_CENTER = Panel(
    name="seller-center",
    label="Seller Center",
    permission="accounts.use_seller_center",
    url_name="seller_center:index",
    search_url_name="seller_center:order-search",
    search_permission="accounts.use_seller_center",
    groups=(
        Group(
            "",
            (
                Entry(
                    _("Dashboard"),
                    "seller_center:index",
                    "layout-dashboard",
                    "accounts.use_seller_center",
                    "dashboard",
                ),
            ),
        ),
        Group(
            _("Orders"),
            (
                Entry(
                    _("Orders"),
                    "seller_center:order-list",
                    "receipt",
                    "accounts.use_seller_center",
                    "orders",
                ),
            ),
        ),
        Group(
            _("Packages"),
            (
                Entry(
                    _("Package List"),
                    "seller_center:package-list",
                    "packages",
                    "accounts.use_seller_center",
                    "packages",
                    view="all",
                ),
                Entry(
                    _("Packages Preparing"),
                    "seller_center:package-list",
                    "package",
                    "accounts.use_seller_center",
                    "packages",
                    waiting=preparing_of,
                    view="preparing",
                ),
                Entry(
                    _("Shipped Packages"),
                    "seller_center:package-list",
                    "truck",
                    "accounts.use_seller_center",
                    "packages",
                    view="shipped",
                ),
            ),
        ),
        Group(
            "",
            (
                Entry(
                    _("Bulk Updates"),
                    "seller_center:bulk-update-list",
                    "file-spreadsheet",
                    "orders.pack_orders",
                    "bulk-updates",
                ),
                Entry(
                    _("Cancellation & Returns"),
                    "seller_center:return-list",
                    "arrow-back-up",
                    "accounts.use_seller_center",
                    "returns",
                    waiting=returns_of,
                ),
                Entry(
                    _("Sellers"),
                    "seller_center:seller-list",
                    "chart-bar",
                    "accounts.view_all_sellers",
                    "sellers",
                ),
                Entry(
                    _("Performance"),
                    "seller_center:performance",
                    "chart-bar",
                    "orders.pack_orders",
                    "performance",
                ),
                Entry(
                    _("Exports"),
                    "seller_center:export-list",
                    "download",
                    "exports.export_orders",
                    "exports",
                ),
            ),
        ),
        Group(
            _("Settings"),
            (
                Entry(
                    _("Delivery Settings"),
                    "seller_center:delivery-list",
                    "truck",
                    "orders.manage_delivery",
                    "delivery",
                ),
                Entry(
                    _("Users"), "seller_center:user-list", "users", "orders.manage_staff", "users"
                ),
            ),
        ),
    ),
)
PANELS = (OMNITRON, SELLER_CENTER)


class Counts:
    """How much waits for a person, by entry; nothing is counted before the first is drawn."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.sources: dict[str, Callable[[Any], QuerySet[Any]]] = {}

    def of(self, name: str, source: Callable[[Any], QuerySet[Any]]) -> Callable[[], str]:
        """What an entry says once it is drawn; '' for nothing."""
        self.sources[name] = source
        return partial(self._text, name)

    def _text(self, name: str) -> str:
        count = self._all[name]
        return formats.capped_text(count, COUNTED) if count else ""

    @cached_property
    def _all(self) -> Mapping[str, int]:
        return counts_of(self.user, self.sources)


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
