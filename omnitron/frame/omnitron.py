"""The sidebar of Omnitron."""

from django.utils.translation import gettext_lazy as _

from omnitron.frame.entries import Entry, Group, Panel
from omnitron.panel.manual_refunds.desk import open_of
from omnitron.panel.requests.tabs import waiting_of

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
                Entry(
                    _("Webhooks"),
                    "omnitron:webhook-list",
                    "webhook",
                    "webhooks.manage_webhooks",
                    "webhooks",
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
