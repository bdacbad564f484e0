"""How far the lines of an order have got, where they do not all stand at the same status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.states import LIVE, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

# The furthest first: a line that was delivered was also shipped.
_STAGES: Sequence[tuple[int, Promise]] = (
    (Status.REVIEW_STARTED, _("%(count)s of %(total)s delivered")),
    (Status.SHIPPED, _("%(count)s of %(total)s shipped")),
    (Status.PREPARING, _("%(count)s of %(total)s preparing")),
    (Status.APPROVED, _("%(count)s of %(total)s approved")),
)
_OUT: Sequence[tuple[int, Promise]] = (
    (Status.CANCELLATION_WAITING, _("%(count)s of %(total)s waiting for cancellation")),
    (Status.CANCELED, _("%(count)s of %(total)s canceled")),
    (Status.REFUNDED, _("%(count)s of %(total)s refunded")),
)
# What Seller Center calls otherwise.
OF_SELLERS: Mapping[int, Promise] = {
    Status.APPROVED: _("%(count)s of %(total)s waiting for packaging"),
    Status.REFUNDED: _("%(count)s of %(total)s returned"),
}


def progress_of(statuses: Iterable[int], words: Mapping[int, Promise] | None = None) -> list[str]:
    """“1 of 3 shipped”, “1 of 3 canceled”: nothing where all lines stand at one status.

    `words` are said instead of the brand's own.
    """
    statuses = list(statuses)
    found = []
    for stage, phrase in _STAGES:
        count = sum(status in LIVE and status >= stage for status in statuses)
        if 0 < count < len(statuses):
            found.append((stage, phrase, count))
            break
    for status, phrase in _OUT:
        count = statuses.count(status)
        if 0 < count < len(statuses):
            found.append((status, phrase, count))
    others = words or {}
    return [
        str(others.get(status, phrase)) % {"count": count, "total": len(statuses)}
        for status, phrase, count in found
    ]


def progress_in_short(statuses: Iterable[int], words: Mapping[int, Promise] | None = None) -> str:
    """Of these the one that a row has room for; '' where all lines stand at one status."""
    return next(iter(progress_of(statuses, words)), "")
