"""Which refunds are at the desk of a person, under which tab, and how many."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from omnitron.core import formats
from omnitron.core.keyset import Sort
from payments.models import Refund
from payments.states import RefundStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from payments.querysets import RefundQuerySet

COUNTED = 1_000
MADE_SHOWN = timedelta(days=30)


class Tab(NamedTuple):
    """A part of the desk: which refunds, in which order."""

    label: Promise
    refunds: Callable[[User], RefundQuerySet]
    sort: Sort


def refunds_of(user: User) -> RefundQuerySet:
    """The refunds of the orders that a person may see."""
    return Refund.objects.visible_to(user)


def open_of(user: User) -> RefundQuerySet:
    """Those that wait for somebody."""
    return refunds_of(user).at_the_desk()


def made_of(user: User) -> RefundQuerySet:
    """Those that were made by hand lately."""
    return refunds_of(user).made_since(timezone.now() - MADE_SHOWN)


def capped(count: int) -> str:
    """“14”, or “1,000+” where counting further would cost time."""
    return formats.capped_text(count, COUNTED)


OLDEST_FIRST = Sort("waiting_since", descending=False)
OPEN = "open"
TABS = {
    OPEN: Tab(_("Open"), open_of, OLDEST_FIRST),
    "mine": Tab(_("Mine"), lambda user: open_of(user).filter(manual__owner=user), OLDEST_FIRST),
    "free": Tab(
        _("Without owner"),
        lambda user: open_of(user).filter(status=RefundStatus.NEEDED, manual__owner=None),
        OLDEST_FIRST,
    ),
    "unknown": Tab(
        _("Unknown"),
        lambda user: open_of(user).filter(status=RefundStatus.UNKNOWN),
        OLDEST_FIRST,
    ),
    "made": Tab(_("Made, last 30 days"), made_of, Sort("settled_at", descending=True)),
}
