"""The way of a package: its steps with their times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from orders.states import PackageStatus

if TYPE_CHECKING:
    from datetime import datetime

    from orders.models import Package

WAY = [
    (PackageStatus.WAITING_PACKAGING, "placed_at"),
    (PackageStatus.PREPARING, "preparing_at"),
    (PackageStatus.READY_TO_SHIP, "ready_at"),
    (PackageStatus.SHIPPED, "shipped_at"),
    (PackageStatus.DELIVERED, "delivered_at"),
]
FAILED = (PackageStatus.DELIVERY_FAILED, "failed_at")
# Nothing comes after these, wherever the package was.
ENDS = (PackageStatus.CANCELED, PackageStatus.RETURNED)


class TrackStep(NamedTuple):
    """A step; `is_done` that it lies behind, `is_now` that the package is there."""

    label: str
    at: datetime | None
    is_done: bool = False
    is_now: bool = False


def track_of(package: Package) -> list[TrackStep]:
    """The steps of a package, the one where it is now among them."""
    status = PackageStatus(package.status)
    times = {step: getattr(package, column) for step, column in [*WAY, FAILED]}
    if status in ENDS:
        reached = [TrackStep(str(step.label), at, is_done=True) for step, at in times.items() if at]
        return [*reached, TrackStep(str(status.label), None, is_now=True)]
    way = [step for step, _column in WAY]
    if status == PackageStatus.DELIVERY_FAILED:
        way.insert(way.index(PackageStatus.DELIVERED), status)
    now = way.index(status)
    return [
        TrackStep(str(step.label), times[step] if place <= now else None, place < now, place == now)
        for place, step in enumerate(way)
    ]
