"""From the order to the parcel that stands ready: forward, and one step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_packages
from orders.services.packages.writing import change, derive, move, tell
from orders.states import PackageStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User
    from orders.services.packages.locking import Outcome


@transaction.atomic
def start_preparing(*, actor: User, numbers: Collection[str]) -> Outcome:
    """Begin to pack packages; those that are not waiting for it are told, the others are done.

    Raises as `lock_packages`.
    """
    locked = lock_packages(actor, numbers, PackageAction.START_PREPARING)
    move(locked, PackageAction.START_PREPARING, actor=actor)
    derive(locked)
    return locked.outcome()


@transaction.atomic
def mark_ready(*, actor: User, numbers: Collection[str]) -> Outcome:
    """Say that packages stand ready for the shipping company. Tells and raises likewise."""
    locked = lock_packages(actor, numbers, PackageAction.READY_TO_SHIP)
    change(locked.packages, ready_at=timezone.now())
    words = (PackageStatus.PREPARING.value, PackageStatus.READY_TO_SHIP.value)
    tell(locked.packages, {"package_status": words}, actor=actor)
    derive(locked)
    return locked.outcome()


@transaction.atomic
def step_back(*, actor: User, numbers: Collection[str]) -> Outcome:
    """Take the last step before shipping back. Tells and raises likewise."""
    locked = lock_packages(actor, numbers, PackageAction.STEP_BACK)
    ready = [package for package in locked.packages if package.ready_at]
    change(ready, ready_at=None)
    words = (PackageStatus.READY_TO_SHIP.value, PackageStatus.PREPARING.value)
    tell(ready, {"package_status": words}, actor=actor)
    others = locked.only(package for package in locked.packages if not package.ready_at)
    move(others, PackageAction.STEP_BACK, actor=actor)
    derive(locked)
    return locked.outcome()
