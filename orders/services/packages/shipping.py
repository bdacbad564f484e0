"""Handing packages to the shipping company, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.models import OrderItem, Package, ShippingCompany
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package, lock_packages
from orders.services.packages.writing import change, derive, move, refreshed, tell
from orders.states import PackageStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User
    from orders.services.packages.locking import Outcome

LONGEST_TRACKING = OrderItem._meta.get_field("tracking_number").max_length or 0


@transaction.atomic
def ship_package(
    *, actor: User, number: str, company_id: int | None, tracking_number: str
) -> Package:
    """Say that a package left with a shipping company, or once more after it came back.

    Raises as `lock_package`, and `Refusal` for a company that is not offered, and without a
    tracking number where the company needs one.
    """
    company = _company(company_id)
    tracking = _tracking(tracking_number, company)
    locked = lock_package(actor, number, PackageAction.SHIP)
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


def _company(company_id: int | None) -> ShippingCompany:
    company = ShippingCompany.objects.filter(pk=company_id or 0, is_active=True).first()
    if company is None:
        raise Refusal(_("Choose the shipping company from the list: this one is not offered."))
    return company


def _tracking(text: str, company: ShippingCompany) -> str:
    tracking = text.strip()
    if "\0" in tracking or len(tracking) > LONGEST_TRACKING:
        raise Refusal(
            _("The tracking number has more than %(most)s characters: look at it again.")
            % {"most": LONGEST_TRACKING}
        )
    if company.needs_tracking_number and not tracking:
        raise Refusal(
            _("%(company)s needs a tracking number: type the one on its label.")
            % {"company": company}
        )
    return tracking
