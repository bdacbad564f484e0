"""The built-in roles: authority groups whose permissions are this table.

An admin composes other groups freely; these stay as they are here, so that a release that adds
a permission reaches the people who need it.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

SUPPORT = frozenset(
    {
        "accounts.use_omnitron",
        "orders.view_orders",
        "orders.add_note",
        "orders.edit_customer",
    }
)
OPERATOR = SUPPORT | {
    "bulk_updates.update_orders",
    "cancellations.cancel_items",
    "exports.export_orders",
    "orders.correct_status",
}
FINANCE = OPERATOR | {
    "cancellations.refund_rest",
    "payments.close_money",
    "payments.make_refunds",
}
MPO = frozenset(
    {
        "accounts.use_seller_center",
        "accounts.view_all_sellers",
        "cancellations.confirm_return",
        "cancellations.reject_items",
        "exports.export_orders",
        "orders.manage_delivery",
    }
)
SELLER = frozenset(
    {
        "accounts.use_seller_center",
        "cancellations.reject_items",
        "exports.export_orders",
        "orders.pack_orders",
    }
)
SELLER_ADMIN = SELLER | {"orders.manage_delivery", "orders.manage_staff"}
SETTINGS = frozenset(
    {
        "orders.manage_channels",
        "orders.manage_shipping_companies",
        "orders.manage_sellers",
        "cancellations.manage_reasons",
        "cancellations.manage_strategies",
        "accounts.manage_users",
        "accounts.manage_groups",
    }
)
API_CLIENT = frozenset(
    {
        "orders.view_orders",
        "orders.place_orders",
        "orders.change_items",
        "cancellations.cancel_items",
        "integrations.integrate",
        "webhooks.manage_webhooks",
    }
)
ADMIN = FINANCE | MPO | SELLER_ADMIN | SETTINGS | API_CLIENT | {"orders.erase_customer"}

ROLES: dict[str, frozenset[str]] = {
    "Operator": OPERATOR,
    "Finance": FINANCE,
    "Support": SUPPORT,
    "MPO": MPO,
    "Seller": SELLER,
    "Seller admin": SELLER_ADMIN,
    "Admin": ADMIN,
    "API client": API_CLIENT,
}


def write_roles(sender: Any, using: str, **kwargs: Any) -> None:
    """Give each built-in role exactly the permissions of the table; safe to repeat."""
    if sender.label != "accounts":
        return
    # The rows of permissions are written app by app after a migration; roles need them all.
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    labels = Permission.objects.using(using).values_list(
        "content_type__app_label", "codename", "pk"
    )
    ids = {f"{app}.{codename}": pk for app, codename, pk in labels}
    for name, permissions in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([ids[permission] for permission in sorted(permissions)])
