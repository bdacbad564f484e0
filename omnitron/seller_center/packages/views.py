"""The parts of the list of packages: all, those that are packed, those on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from orders.models import Package
from orders.package_actions import IN_PREPARATION, ON_THEIR_WAY, PackageAction, allows
from orders.states import PackageStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from orders.querysets import PackageQuerySet

ALL, PREPARING, SHIPPED = "all", "preparing", "shipped"


class View(NamedTuple):
    """A part of the list."""

    label: Promise
    statuses: Collection[PackageStatus]
    oldest_first: bool = False

    def of(self, packages: PackageQuerySet) -> PackageQuerySet:
        """Its packages; those that nobody can pack are none of those that are packed."""
        if self.statuses == IN_PREPARATION:
            return packages.in_preparation()
        return packages.filter(status__in=sorted(self.statuses))

    def lets(self, action: PackageAction) -> bool:
        """Whether a package of this part may allow an action."""
        return any(allows(status, action) for status in self.statuses)


VIEWS = {
    ALL: View(_("Package List"), frozenset(PackageStatus)),
    PREPARING: View(_("Packages Preparing"), IN_PREPARATION, oldest_first=True),
    SHIPPED: View(_("Shipped Packages"), ON_THEIR_WAY),
}


def view_of(package: Package) -> str:
    """The part that says the most about a package, of those that have it."""
    if package.status in IN_PREPARATION:
        return ALL if package.is_held else PREPARING
    return SHIPPED if package.status in ON_THEIR_WAY else ALL


def preparing_of(user: User) -> PackageQuerySet:
    """The packages that have not left, among those that a person may see."""
    return Package.objects.visible_to(user).in_preparation()
