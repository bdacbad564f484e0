"""References of transfers that stand at another refund already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.panel.manual_refunds.desk import refunds_of
from payments.models import ManualRefund

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User


def taken_in_words(actor: User, reference: str, refund_ids: Collection[int]) -> str:
    """Which other refund has this reference; '' where none has. A stranger's is not named."""
    others = ManualRefund.objects.filter(reference=reference).exclude(refund__in=refund_ids)
    seen = others.filter(refund__in=refunds_of(actor)).select_related("refund__order")
    if other := seen.order_by("-pk").first():
        return _(
            "“%(reference)s” is the reference of refund %(refund)s, order %(number)s, too."
        ) % {"reference": reference, "refund": other.pk, "number": other.refund.order.number}
    if others.exists():
        return _("“%(reference)s” is the reference of another refund, too.") % {
            "reference": reference
        }
    return ""
