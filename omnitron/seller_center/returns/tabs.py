"""The parts of the list: what waits, what has waited for too long, and what became of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from cancellations.models import CancellationPlan
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.keyset import Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from cancellations.querysets import PlanQuerySet
    from omnitron.accounts.models import User

WAITING, ESCALATED, ANSWERED = "waiting", "escalated", "answered"


class Tab(NamedTuple):
    """A part of the list and its order."""

    label: Promise
    of: Callable[[PlanQuerySet], PlanQuerySet]
    sort: Sort


TABS = {
    WAITING: Tab(
        _("Waiting"),
        lambda plans: plans.returns_to_answer(),
        Sort("created_at", descending=False),
    ),
    ESCALATED: Tab(
        _("Escalated"),
        lambda plans: plans.escalated(),
        Sort("created_at", descending=False),
    ),
    ANSWERED: Tab(
        _("Answered"),
        lambda plans: plans.answered_returns(),
        Sort("confirmed_at", descending=True),
    ),
}


def returns_of(user: User) -> PlanQuerySet:
    """The returns of a person's sellers, or of all sellers of their marketplaces."""
    return CancellationPlan.objects.visible_to(user, SELLER_CENTER).filter(seller__isnull=False)


def waiting_of(user: User) -> PlanQuerySet:
    """Those of them that somebody must answer."""
    return returns_of(user).returns_to_answer()


def tabs_for(user: User) -> dict[str, Tab]:
    """The parts that a person has: only the marketplace is told what waits for too long."""
    sees_all = user.has_perm("accounts.view_all_sellers")
    return {name: tab for name, tab in TABS.items() if sees_all or name != ESCALATED}
