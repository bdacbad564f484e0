"""A package as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.translation import gettext as _

from omnitron.order_pages.progress import OF_SELLERS, progress_in_short
from orders.models import OrderItem
from orders.states import FINAL, UNAPPROVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.models import Package


class Lines(NamedTuple):
    """The statuses of a package's lines."""

    statuses: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        """How many of them somebody still gets."""
        return sum(status not in FINAL for status in self.statuses)

    @property
    def progress(self) -> str:
        """“1 of 3 shipped”, where they do not stand at one status."""
        return progress_in_short(self.statuses, OF_SELLERS)

    def __str__(self) -> str:
        """“2”, or “1 of 2” where some are canceled or came back."""
        count = len(self.statuses)
        if self.left in (0, count):
            return str(count)
        return _("%(some)s of %(all)s") % {"some": self.left, "all": count}


def lines_of(packages: Iterable[Package]) -> dict[int, Lines]:
    """The lines of packages that are shown, by the package's key, in one query."""
    keys = [package.pk for package in packages]
    shown = OrderItem.objects.exclude(status__in=sorted(UNAPPROVED))
    items = shown.filter(package__in=keys).order_by().values("package")
    rows = items.annotate(statuses=ArrayAgg("status"))
    return {row["package"]: Lines(tuple(row["statuses"])) for row in rows}


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
