"""A package as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from orders.models import OrderItem
from orders.states import FINAL, UNAPPROVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.models import Package


class Lines(NamedTuple):
    """How many lines a package has, and how many of them somebody still gets."""

    all: int = 0
    left: int = 0

    def __str__(self) -> str:
        """“2”, or “1 of 2” where some are canceled or came back."""
        if self.left in (0, self.all):
            return str(self.all)
        return _("%(some)s of %(all)s") % {"some": self.left, "all": self.all}


def lines_of(packages: Iterable[Package]) -> dict[int, Lines]:
    """The lines of packages that are shown, by the package's key, in one query."""
    keys = [package.pk for package in packages]
    shown = OrderItem.objects.exclude(status__in=sorted(UNAPPROVED))
    items = shown.filter(package__in=keys).order_by().values("package")
    left = Count("pk", filter=~Q(status__in=sorted(FINAL)))
    return {
        row["package"]: Lines(row["all"], row["left"])
        for row in items.annotate(all=Count("pk"), left=left)
    }


@dataclass(frozen=True)
class Row:
    """One package; `is_packed` says that the person may act on it."""

    package: Package
    lines: Lines
    is_packed: bool
    ticked: bool = False

    @property
    def tracking_url(self) -> str:
        """Where the parcel is followed; empty where nobody knows."""
        company = self.package.shipping_company
        return company.tracking_url(self.package.tracking_number) if company else ""
