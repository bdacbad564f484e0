"""Packing slips: what lies in a parcel, on paper, without prices but what is paid at the door."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from omnitron.order_pages.addresses import AddressShown
from omnitron.order_pages.item_lines import ItemLine
from omnitron.seller_center.packages.collecting import ToCollect, to_collect
from omnitron.seller_center.packages.listing import PAGE_SIZE, Listing
from omnitron.seller_center.packages.page import show_packages
from orders.access import get_package
from orders.models import OrderItem, Package
from orders.states import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from orders.querysets import PackageQuerySet

BESIDE = ("order__shipping_address", "seller", "shipping_company", "delivery_setting")


class Slip:
    """One sheet: the goods that are in the parcel, and where it goes."""

    def __init__(
        self, package: Package, items: Sequence[OrderItem], collected: ToCollect | None
    ) -> None:
        self.package = package
        self.to_collect = collected
        self.lines = [ItemLine(item) for item in items if item.status in LIVE]
        self.left_out = len(items) - len(self.lines)

    @property
    def pieces(self) -> int:
        """How many pieces are in the parcel."""
        return sum(line.item.quantity for line in self.lines)

    @cached_property
    def address(self) -> AddressShown:
        """Where it goes."""
        return AddressShown(self.package.order.shipping_address)


def slips_of(user: User, packages: Iterable[Package]) -> list[Slip]:
    """The slips of packages, in their order; the items of all in one query, payments in one."""
    packages = list(packages)
    seen = OrderItem.objects.visible_to(user, SELLER_CENTER).filter(package__in=packages)
    items: dict[int | None, list[OrderItem]] = {}
    for item in seen.select_related("shipping_company").order_by("line_number"):
        items.setdefault(item.package_id, []).append(item)
    contents = [(package, items.get(package.pk, [])) for package in packages]
    collected = to_collect(contents)
    return [Slip(package, its, collected.get(package.pk)) for package, its in contents]


@require_safe
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def packing_slip(request: PanelRequest, /, number: str) -> HttpResponse:
    """The slip of one package."""
    package = get_package(request.user, number)
    back_url = reverse("seller_center:package-detail", args=[package.number])
    return _sheets(request, [package], back_url)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def packing_slips(request: PanelRequest, /) -> HttpResponse:
    """The slips of the ticked packages, or of all of a page of the list."""
    listing = Listing(request.user, request.GET)
    back_url = listing.url + listing.place
    if request.method != "POST":
        keys = [package.pk for package in listing.page.rows]
        found = {
            package.pk: package for package in _with_addresses(request.user).filter(pk__in=keys)
        }
        packages = [found[key] for key in keys if key in found]
        return _sheets(request, packages, back_url, listing)
    numbers = request.POST.getlist("package")
    try:
        packages = _ticked(request.user, numbers)
    except NotFound:
        raise
    except Refusal as refusal:
        return show_packages(request, ticked=numbers, refusal=str(refusal))
    return _sheets(request, packages, back_url)


def _ticked(user: User, numbers: Sequence[str]) -> list[Package]:
    if not numbers:
        raise Refusal(_("Tick the packages first."))
    if len(numbers) > PAGE_SIZE:
        text = _("%(most)s packing slips at most are printed at once: tick fewer.")
        raise Refusal(text % {"most": PAGE_SIZE})
    asked = [number for number in numbers if "\0" not in number]
    packages = _with_addresses(user).filter(number__in=asked)
    found = {package.number: package for package in packages}
    for number in numbers:
        if number not in found:
            raise NotFound(_("There is no package %(number)s.") % {"number": number})
    return [found[number] for number in dict.fromkeys(numbers)]


def _with_addresses(user: User) -> PackageQuerySet:
    return Package.objects.visible_to(user).select_related(*BESIDE)


def _sheets(
    request: PanelRequest,
    packages: Iterable[Package],
    back_url: str,
    listing: Listing | None = None,
) -> HttpResponse:
    slips = slips_of(request.user, packages)
    context = {"slips": slips, "back_url": back_url, "listing": listing}
    return render(request, "seller_center/packages/slips.html", context)
