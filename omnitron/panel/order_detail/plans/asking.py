"""The questions among the plans of an order, and how htmx takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import reselect, reswap, retarget

from cancellations.access import get_plan
from cancellations.states import Confirmation, PlanStatus
from omnitron.core.asking import Line, Question, question_alone
from omnitron.panel.order_detail.plans.answer_form import CONFIRMED

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.models import User
    from omnitron.core.service_form import ServiceForm

PLANS = "#plans"
# The extra tag of messages that stand above the plans, where their redirect leads.
AT_PLANS = "plans"


def plans_alone(page: HttpResponse, form: ServiceForm) -> HttpResponse:
    """The same page, of which htmx takes the plans alone, or the question of their form."""
    page = reswap(reselect(retarget(page, PLANS), PLANS), "outerHTML")
    return question_alone(page, form)


def before_refusing(actor: User, plan_id: int) -> Question | None:
    """What nobody gets back when a return is refused; nothing where it was answered already."""
    plan = get_plan(actor, plan_id)
    if plan.status != PlanStatus.WAITING or plan.confirmation != Confirmation.DUE:
        return None
    lines = []
    for entry in plan.items.select_related("item"):
        count = entry.item.quantity
        pieces = ngettext("%(counter)s piece", "%(counter)s pieces", count) % {"counter": count}
        lines.append(Line(entry.item.name, pieces, entry.amount))
    charges = plan.amount - sum(line.amount for line in lines)
    if charges:
        lines.append(Line(_("Charges and rest"), "", charges))
    return Question(
        title=_("Refuse the return of plan %(plan)s?") % {"plan": plan_id},
        text=_(
            "You answer in the place of %(seller)s: %(customer)s gets none of this back. A refused"
            " return cannot be agreed to afterwards."
        )
        % {"seller": plan.seller, "customer": plan.order.customer_name or _("the customer")},
        answer=_("Refuse the return"),
        name="refuse",
        value=CONFIRMED,
        lines=lines,
        currency=plan.order.currency,
    )
