"""The parts of the list: what waits, and what became of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from cancellations.models import CancellationRequest
from cancellations.states import RequestStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.functional import Promise

    from cancellations.querysets import RequestQuerySet
    from omnitron.accounts.models import User

COUNTED = 1_000
WAITING = "waiting"


class Tab(NamedTuple):
    """A part of the list; without statuses it is all of it."""

    label: Promise
    statuses: Collection[RequestStatus] = ()
    oldest_first: bool = False


TABS = {
    WAITING: Tab(_("Waiting"), [RequestStatus.WAITING], oldest_first=True),
    "seller": Tab(_("At the seller"), [RequestStatus.WAITING_APPROVAL], oldest_first=True),
    "confirmed": Tab(_("Confirmed by the seller"), [RequestStatus.CONFIRMED]),
    "approved": Tab(_("Approved"), [RequestStatus.APPROVED]),
    "completed": Tab(_("Completed"), [RequestStatus.COMPLETED]),
    "rejected": Tab(_("Rejected"), [RequestStatus.REJECTED]),
    "all": Tab(_("All")),
}


def waiting_of(user: User) -> RequestQuerySet:
    """The requests that somebody must answer, among those that a person may see."""
    return CancellationRequest.objects.visible_to(user).waiting()
