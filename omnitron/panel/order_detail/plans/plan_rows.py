"""A plan as the page of its order shows it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.states import PlanStatus, Source
from omnitron.order_pages.plan_stage import PlanStage
from omnitron.panel.order_detail.plans.plan_parts import (
    ChargeShown,
    ItemShown,
    Ticked,
    stored_steps,
)
from omnitron.panel.order_detail.plans.refund_rows import RefundShown
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from decimal import Decimal

    from cancellations.models import CancellationPlan, CancellationPlanItem
    from omnitron.panel.manual_refunds.account_form import AccountForm
    from omnitron.panel.manual_refunds.forms import MadeForm
    from omnitron.panel.order_detail.plans.answer_form import AnswerForm
    from orders.models import Order


class PlanShown(PlanStage):
    """One plan: what its row says, and what it opens to."""

    def __init__(
        self,
        plan: CancellationPlan,
        order: Order,
        form: MadeForm | None = None,
        answer: AnswerForm | None = None,
        account_form: AccountForm | None = None,
    ) -> None:
        """`form` is for who may record that its refunds were made by hand.

        `answer` is for who may answer a return in the place of its seller, `account_form` for who
        may record where money goes that is sent by hand.
        """
        super().__init__(plan)
        self.order = order
        self.form = form
        self.answer = answer
        self.account_form = account_form

    @property
    def by(self) -> str:
        """Who made it; who asked for it, where that was no operator."""
        name = self.plan.created_by.distinct_name if self.plan.created_by else _("The system")
        if self.plan.source == Source.OPERATOR:
            return name
        source = Source(self.plan.source).label
        return _("%(name)s (%(source)s)") % {"name": name, "source": source}

    @cached_property
    def entries(self) -> list[CancellationPlanItem]:
        """Its items."""
        return list(self.plan.items.all())

    @property
    def reasons(self) -> str:
        """Why: each reason once."""
        return ", ".join(self.plan.subjects)

    @property
    def items(self) -> list[ItemShown]:
        """The same, each with its arithmetic and what somebody has to send for it."""
        return [
            ItemShown(
                entry, stored_steps(entry.breakdown, self.order.currency), self._to_send(entry)
            )
            for entry in self.entries
        ]

    @property
    def charges(self) -> list[ChargeShown]:
        """What goes back beside the items, or is kept and says why."""
        plan, kept = self.plan, self.plan.breakdown
        charges = [
            ChargeShown(key, caption, amount, stored_steps(kept.get(key, ()), self.order.currency))
            for key, caption, amount in (
                ("shipping", _("Shipping"), plan.shipping_amount),
                ("fee", _("Payment option fee"), plan.fee_amount),
                ("rest", _("Rest"), plan.rest_amount),
            )
        ]
        return [charge for charge in charges if charge.amount or charge.steps]

    @property
    def charges_to_send(self) -> Ticked:
        """What somebody has to send that is for no item."""
        return self._to_send(None)

    def _to_send(self, entry: CancellationPlanItem | None) -> Ticked:
        refunds = [one for one in self.refunds if one.is_needed and one.entry == entry]
        ticked = self.form.ticked if self.form else set()
        return Ticked(refunds, any(one.refund.pk in ticked for one in refunds))

    @cached_property
    def refunds(self) -> list[RefundShown]:
        """Its refunds, in the order in which they were made."""
        entries = {entry.pk: entry for entry in self.entries}
        return [RefundShown(link, entries) for link in self.plan.refunds.all()]

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must send money by hand."""
        return self.status == PlanStatus.MANUAL_REFUND_NEEDED

    @property
    def has_to_send(self) -> bool:
        """Whether any of it is to be sent now."""
        return self.needs_a_person and any(refund.is_needed for refund in self.refunds)

    @property
    def without_account(self) -> RefundShown | None:
        """A refund that somebody has to send and nobody said where to."""
        lacking = (one for one in self.refunds if one.is_needed and not one.account)
        return next(lacking, None)

    @property
    def asks_about_addition(self) -> bool:
        """Whether any of that would come on top of what the gateway gave back already."""
        return any(refund.is_in_addition for refund in self.refunds)

    @property
    def unknown(self) -> list[RefundShown]:
        """Its refunds that somebody has to look for at the gateway before anything is sent."""
        return [refund for refund in self.refunds if refund.is_given_up]

    @property
    def is_not_saved(self) -> bool:
        """Whether its form was refused: what was typed is shown, whatever became of the plan."""
        return self.form is not None and self.form.is_bound

    @property
    def is_open(self) -> bool:
        """Whether what somebody has to do with it is to be seen at once."""
        typed = any(form is not None and form.is_bound for form in (self.answer, self.account_form))
        return self.needs_a_person or self.is_not_saved or typed

    @property
    def by_hand(self) -> Decimal:
        """How much somebody must send, or look for at the gateway."""
        amounts = (refund.amount for refund in self.refunds if refund.needs_a_person)
        return sum(amounts, NOTHING)

    @property
    def may_be_sent_already(self) -> bool:
        """Whether nothing of it is to be sent before somebody has looked at the gateway."""
        return bool(self.unknown) and not self.has_to_send

    @property
    def why_by_hand(self) -> str:
        """What the gateway said about the first refund that did not go back by itself."""
        return next((refund.failure for refund in self.refunds if refund.failure), "")
