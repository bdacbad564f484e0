"""The sidebar of Seller Center."""

from django.utils.translation import gettext_lazy as _

from omnitron.frame.entries import Entry, Group, Panel
from omnitron.seller_center.packages.views import preparing_of
from omnitron.seller_center.returns.tabs import waiting_of

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
                    waiting=waiting_of,
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
