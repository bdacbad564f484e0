"""The only doors to single channels, orders and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.accounts.models import User
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound
from orders.models import Order, Package, SalesChannel

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def people_of(channel_ids: Collection[int], *needed: str) -> QuerySet[User]:
    """The people who were given any of these channels, and by their groups all permissions."""
    people = User.objects.filter(is_active=True, channel_access__channel__in=channel_ids)
    for permission in needed:
        app, codename = permission.split(".")
        people = people.filter(
            groups__permissions__codename=codename,
            groups__permissions__content_type__app_label=app,
        )
    return people.distinct()


def sees_whole(user: User) -> set[int] | None:
    """The keys of the channels whose orders a person sees whole in Seller Center; None for all."""
    if user.is_superuser:
        return None
    return set(user.marketplace_ids) if user.has_perm("accounts.view_all_sellers") else set()


def get_channel(user: User, pk: int) -> SalesChannel:
    """A sales channel of which this person may look orders up.

    Raises `NotFound` for any other, as if it did not exist.
    """
    channel: SalesChannel | None = SalesChannel.objects.visible_to(user).filter(pk=pk).first()
    if channel is None:
        raise NotFound(_("There is no sales channel %(channel)s.") % {"channel": pk})
    return channel


def get_order(user: User, number: str, *, panel: str = OMNITRON) -> Order:
    """An order that this person may see in the panel.

    Raises `NotFound` for a stranger's order, as if it did not exist.
    """
    return _get(user, number, panel, lock=False)


def lock_order(user: User, number: str, *, panel: str = OMNITRON) -> Order:
    """The same, locked until the transaction ends: the first lock of every change.

    `FOR NO KEY UPDATE` lets others insert rows that point at the order, such as events.
    """
    return _get(user, number, panel, lock=True)


def _get(user: User, number: str, panel: str, *, lock: bool) -> Order:
    orders = Order.objects.visible_to(user, panel)
    if lock:
        # Nothing is joined: rows beside the locked one would be as they were before the wait.
        orders = orders.select_for_update(of=("self",), no_key=True)
    else:
        orders = orders.select_related("channel", "shipping_address", "billing_address")
    # PostgreSQL keeps no NUL in a text, and refuses to be asked for one.
    order: Order | None = None if "\0" in number else orders.filter(number=number).first()
    if order is None:
        raise NotFound(_("There is no order %(number)s.") % {"number": number})
    return order


def get_package(user: User, number: str, *, to_pack: bool = False) -> Package:
    """A package that this person may see in Seller Center; `to_pack` says that they pack it.

    Raises `NotFound` for any other, as if it did not exist.
    """
    packages = Package.objects.visible_to(user)
    if to_pack:
        packages = packages.of_staff(user)
    beside = ("seller", "shipping_company", "delivery_setting")
    packages = packages.select_related(*beside, "order__channel", "order__shipping_address")
    # PostgreSQL keeps no NUL in a text, and refuses to be asked for one.
    package: Package | None = None if "\0" in number else packages.filter(number=number).first()
    if package is None:
        raise NotFound(_("There is no package %(number)s.") % {"number": number})
    return package
