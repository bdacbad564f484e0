"""Erasing a customer's personal data from plans and requests, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan, CancellationPlanItem, CancellationRequest
from cancellations.states import OPEN_PLAN
from omnitron.core.errors import Refusal
from payments.models import ManualRefund
from payments.proofs import forget_proofs
from payments.services import erasing

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from orders.services.erasing import Erased


@transaction.atomic
def erase_customer(*, actor: User, number: str) -> Erased:
    """As in payments, and accounts and free text go from plans and requests, proofs are deleted.

    References and dates of transfers stay: the bank's list is matched by them. Raises as there, and
    `Refusal` while a plan of the customer is open, because its money is owed to somebody and the
    account may be needed.
    """
    erased = erasing.erase_customer(actor=actor, number=number)
    plans = CancellationPlan.objects.filter(order_id__in=erased.order_ids)
    open_plan = plans.filter(status__in=OPEN_PLAN).select_related("order").first()
    if open_plan is not None:
        raise Refusal(
            _("Plan %(plan)s of order %(order)s is open: end it first, its money is owed.")
            % {"plan": open_plan.pk, "order": open_plan.order.number}
        )
    plans.update(iban="", holder_name="", note="")
    items = CancellationPlanItem.objects.filter(plan__in=plans)
    items.update(iban="", holder_name="", note="")
    requests = CancellationRequest.objects.filter(order_id__in=erased.order_ids)
    requests.update(iban="", holder_name="", description="", rejection="")
    ManualRefund.objects.filter(refund__order_id__in=erased.order_ids).update(note="")
    forget_proofs(erased.order_ids)
    return erased
