"""Handing packages to the shipping company, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.events import Actor
from orders.models import OrderItem, Package, ShippingCompany
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package, lock_packages
from orders.services.packages.writing import (
    CAUSE,
    change,
    derive,
    merge_typed,
    move,
    refreshed,
    tell,
)
from orders.services.writing_items import write_items
from orders.states import FINAL, PackageStatus, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User
    from omnitron.core.merging import Values
    from orders.services.packages.locking import Locked, Outcome

LONGEST_TRACKING = OrderItem._meta.get_field("tracking_number").max_length or 0


class NumberShared(Refusal):
    """Another package of the seller travels under the same number: sent again it is meant so."""

    def __init__(self, package: Package) -> None:
        self.package = package
        text = _(
            "Package %(number)s travels under this tracking number, too: correct it,"
            " or send it again if both are in one parcel."
        )
        super().__init__(text % {"number": package.number})


@transaction.atomic
def ship_package(
    *,
    actor: User,
    number: str,
    company_id: int | None,
    tracking_number: str,
    shared_with: str = "",
) -> Package:
    """Say that a package left with a shipping company, or once more after it came back.

    `shared_with` is the number of a package that is in the same parcel. Raises as `lock_package`,
    `Refusal` for a company that is not offered, and without a tracking number where the company
    needs one, and `NumberShared`.
    """
    company = _company(company_id)
    tracking = _tracking(tracking_number)
    _refuse_missing(tracking, company)
    locked = lock_package(actor, number, PackageAction.SHIP)
    _ask_about_shared(locked.package, company.pk, tracking, shared_with)
    move(
        locked,
        PackageAction.SHIP,
        actor=actor,
        assignments=", shipping_company_id = %(company)s, tracking_number = %(tracking)s",
        company=company.pk,
        tracking=tracking,
    )
    derive(locked)
    return refreshed(locked)


@transaction.atomic
def correct_tracking_number(
    *,
    actor: User,
    number: str,
    opened: Values,
    company_id: int | None,
    tracking_number: str,
    shared_with: str = "",
) -> Package:
    """Put right with whom a package on its way travels, and under which number.

    `opened` is what the person was shown of it. Raises as `ship_package`, and `BothChanged`.
    """
    locked = lock_package(actor, number, PackageAction.CORRECT_TRACKING_NUMBER)
    package = locked.package
    company = _company(company_id, of=package)
    merged = merge_typed(
        package,
        opened=opened,
        mine={"company_id": company.pk, "tracking_number": _tracking(tracking_number)},
        current=shipment_of(package),
    )
    if merged != shipment_of(package):
        # One may have come from somebody else: the two were never asked about together.
        _refuse_missing(merged["tracking_number"], _company(merged["company_id"], of=package))
        _ask_about_shared(package, merged["company_id"], merged["tracking_number"], shared_with)
        _write_shipment(locked, actor=actor, **merged)
    return refreshed(locked)


def shipment_of(package: Package) -> dict[str, Any]:
    """With whom a package travels, and under which number."""
    return {
        "company_id": package.shipping_company_id,
        "tracking_number": package.tracking_number,
    }


def _write_shipment(locked: Locked, *, actor: User, company_id: int, tracking_number: str) -> None:
    """Change the items that left in the parcel; those that a file gave another number keep it."""
    before = locked.package
    write_items(
        "shipping_company_id = %(company)s, tracking_number = %(tracking)s",
        condition="item.package_id = ANY(%(packages)s) AND item.status <> ALL(%(final)s)"
        " AND coalesce(item.status_before_cancellation, item.status) >= %(left)s"
        " AND item.tracking_number = %(old_tracking)s"
        " AND coalesce(item.shipping_company_id, %(old_company)s::bigint)"
        " IS NOT DISTINCT FROM %(old_company)s::bigint",
        cause=CAUSE,
        actor=Actor.of(actor),
        packages=locked.ids,
        final=sorted(FINAL),
        left=Status.SHIPPED,
        old_company=before.shipping_company_id,
        old_tracking=before.tracking_number,
        company=company_id,
        tracking=tracking_number,
    )
    derive(locked)


@transaction.atomic
def mark_delivered(*, actor: User, numbers: Collection[str]) -> Outcome:
    """Say that packages arrived; those that are not on their way are told. Raises likewise."""
    locked = lock_packages(actor, numbers, PackageAction.DELIVERED)
    move(
        locked,
        PackageAction.DELIVERED,
        actor=actor,
        assignments=", delivered_date = %(now)s",
        now=timezone.now(),
    )
    derive(locked)
    return locked.outcome()


@transaction.atomic
def mark_failed(*, actor: User, numbers: Collection[str]) -> Outcome:
    """Say that packages could not be delivered. Tells and raises likewise."""
    locked = lock_packages(actor, numbers, PackageAction.DELIVERY_FAILED)
    move(locked, PackageAction.DELIVERY_FAILED, actor=actor)
    change(locked.packages, failed_at=timezone.now())
    words = (PackageStatus.SHIPPED.value, PackageStatus.DELIVERY_FAILED.value)
    tell(locked.packages, {"package_status": words}, actor=actor)
    derive(locked)
    return locked.outcome()


def _company(company_id: int | None, *, of: Package | None = None) -> ShippingCompany:
    """A company that is offered; a package keeps the one that it travels with."""
    offered = Q(is_active=True)
    if of is not None:
        offered |= Q(pk=of.shipping_company_id)
    company = ShippingCompany.objects.filter(offered, pk=company_id or 0).first()
    if company is None:
        raise Refusal(_("Choose the shipping company from the list: this one is not offered."))
    return company


def _tracking(text: str) -> str:
    tracking = text.strip()
    if "\0" in tracking or len(tracking) > LONGEST_TRACKING:
        raise Refusal(
            _("The tracking number has more than %(most)s characters: look at it again.")
            % {"most": LONGEST_TRACKING}
        )
    return tracking


def _refuse_missing(tracking: str, company: ShippingCompany) -> None:
    if company.needs_tracking_number and not tracking:
        raise Refusal(
            _("%(company)s needs a tracking number: type the one on its label.")
            % {"company": company}
        )


def _ask_about_shared(package: Package, company_id: int, tracking: str, shared_with: str) -> None:
    """Raise `NumberShared` unless the person named a package that has the number, too.

    Two who ship at the same moment may both pass: it is a warning.
    """
    if not tracking:
        return
    others = Package.objects.sharing_shipment(package, company_id, tracking).order_by("-pk")
    other = others.first()
    if other and not others.filter(number=shared_with.replace("\0", "")).exists():
        raise NumberShared(other)
