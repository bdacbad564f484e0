"""The parts of Seller Center's list of orders, by what somebody's share of an order is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders import shown_status
from orders.shown_status import ShownStatus
from orders.states import PackageStatus, Status

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stage(models.TextChoices):
    """Each order that is shown is in one."""

    WAITING_PACKAGING = "waiting_packaging", _("Waiting Packaging")
    PREPARING = "preparing", _("Preparing")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Delivered")
    CANCELED_OR_RETURNED = "canceled_returned", _("Canceled / Returned")


# What nothing live is left of, or nothing that is not about to be canceled.
_ENDED = (ShownStatus.CANCELLATION_WAITING, ShownStatus.CANCELED, ShownStatus.RETURNED)
_SHOWN = {
    stage: _ENDED if stage == Stage.CANCELED_OR_RETURNED else (ShownStatus(stage.value),)
    for stage in Stage
}
CODES: dict[Stage, tuple[Status, ...]] = {
    stage: tuple(code for shown in words for code in shown_status.CODES[shown])
    for stage, words in _SHOWN.items()
}
# A share in a stage has a package with one of these; one that only waits for its cancellation has
# packages with what was before, and its order says that it waits.
PACKAGES: dict[Stage, tuple[PackageStatus, ...]] = {
    Stage.WAITING_PACKAGING: (PackageStatus.WAITING_PACKAGING,),
    Stage.PREPARING: (PackageStatus.PREPARING, PackageStatus.READY_TO_SHIP),
    Stage.SHIPPED: (PackageStatus.SHIPPED, PackageStatus.DELIVERY_FAILED),
    Stage.DELIVERED: (PackageStatus.DELIVERED,),
    Stage.CANCELED_OR_RETURNED: (PackageStatus.CANCELED, PackageStatus.RETURNED),
}


def codes_of(stages: Iterable[Stage]) -> list[Status]:
    """The statuses of shares in these stages."""
    return [code for stage in stages for code in CODES[stage]]


def packages_of(stages: Iterable[Stage]) -> list[PackageStatus]:
    """The statuses of packages among which all shares in these stages are found."""
    return [status for stage in stages for status in PACKAGES[stage]]
