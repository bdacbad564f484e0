"""What can be no evidence that a refund was made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from omnitron.core.formats import moment_text

if TYPE_CHECKING:
    from cancellations.services.by_hand import Evidence
    from orders.models import Order
    from payments.models import Refund


def require_evidence(evidence: Evidence) -> None:
    """Raise `Refusal` without a reference, and for a transfer that is yet to come."""
    if not evidence.reference.strip():
        raise Refusal(_("Type the reference of the transfer: the bank’s list is matched by it."))
    if evidence.made_on > timezone.localdate():
        raise Refusal(_("The date of the transfer is in the future."))


def require_after_order(order: Order, evidence: Evidence) -> None:
    """Raise `Refusal` for a transfer from before the order."""
    placed_on = timezone.localdate(order.placed_at)
    if evidence.made_on < placed_on:
        raise Refusal(
            _("The date of the transfer is before the order was placed, on %(day)s.")
            % {"day": moment_text(placed_on, "date")}
        )


def require_wanted(refund: Refund, evidence: Evidence) -> None:
    """Raise `Refusal` for what goes out beyond what was paid, unless somebody says so."""
    if refund.is_in_addition and not evidence.in_addition:
        raise Refusal(
            _(
                "Refund %(refund)s was refunded at the gateway already: tick that the customer is"
                " to get it in addition, or close it without sending more."
            )
            % {"refund": refund.pk}
        )
