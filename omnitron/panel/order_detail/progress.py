"""How far the lines of an order have got, where they do not all stand at the same status."""

from collections.abc import Collection, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.models import OrderItem
from orders.states import LIVE, Status

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


def progress_of(items: Collection[OrderItem]) -> list[str]:
    """“1 of 3 shipped”, “1 of 3 canceled”: nothing where all lines stand at one status."""
    statuses = [item.status for item in items]
    total = len(statuses)
    phrases = []
    for stage, words in _STAGES:
        count = sum(status in LIVE and status >= stage for status in statuses)
        if 0 < count < total:
            phrases.append(str(words) % {"count": count, "total": total})
            break
    for status, words in _OUT:
        count = statuses.count(status)
        if 0 < count < total:
            phrases.append(str(words) % {"count": count, "total": total})
    return phrases
