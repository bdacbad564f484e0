"""What gateways have said of refunds whose outcome nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils.translation import ngettext

from omnitron.core.formats import count_text, moment_text
from payments.models import RefundAttempt

if TYPE_CHECKING:
    from collections.abc import Iterable


def not_known_in_words(refund_ids: Iterable[int]) -> dict[int, str]:
    """How often the gateway did not know each of these refunds, and when last; one query."""
    answers = RefundAttempt.objects.filter(
        refund__in=list(refund_ids), kind=RefundAttempt.Kind.NOT_KNOWN
    )
    counted = answers.values("refund").annotate(times=Count("pk"), last=Max("at"))
    return {
        row["refund"]: ngettext(
            "Asked once, %(last)s: the gateway does not know it.",
            "Asked %(count)s times, last %(last)s: the gateway does not know it.",
            row["times"],
        )
        % {"count": count_text(row["times"]), "last": moment_text(row["last"], "list")}
        for row in counted
    }
