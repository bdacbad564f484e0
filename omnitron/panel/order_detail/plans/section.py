"""The plans of an order with their items, refunds and attempts: each kind of row is read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Prefetch

from cancellations.jobs.alarming import finance_of
from cancellations.models import CancellationPlan, CancellationPlanItem, PlanRefund
from cancellations.services.by_hand import PERMISSION
from cancellations.states import CALLED_OFF, OPEN_PLAN, Confirmation, ItemOutcome, PlanStatus
from omnitron.order_pages.plan_stage import PlansFollowed
from omnitron.panel.manual_refunds.account_form import AccountForm
from omnitron.panel.manual_refunds.forms import MadeForm
from omnitron.panel.order_detail.plans.answer_form import AnswerForm
from omnitron.panel.order_detail.plans.plan_rows import PlanShown
from orders.amounts import NOTHING, GivenBack
from payments.at_gateway import taken_at_gateway
from payments.states import GIVES_BACK, SETS_ASIDE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from omnitron.accounts.models import User
    from orders.models import Order
    from payments.models import PaymentTransaction


FINANCE_NAMED = 3
OF_REFUND = ("refund__transaction", "refund__manual__owner", "refund__manual__made_by")


class RefusedForm(NamedTuple):
    """A form of a plan that was not accepted, with what was typed."""

    plan_id: int
    form: MadeForm | AnswerForm | AccountForm


class PlansShown(PlansFollowed[PlanShown]):
    """The cancellations and returns of one order, the newest first."""

    def __init__(
        self, order: Order, user: User | None = None, refused: RefusedForm | None = None
    ) -> None:
        """`user` is who looks at it, and `refused` the form of a plan that was not accepted."""
        self.order = order
        self.may_make_refunds = user is not None and user.has_perm(PERMISSION)
        self.may_answer = user is not None and user.has_perm("cancellations.cancel_items")
        self.refused = refused

    @cached_property
    def rows(self) -> list[PlanShown]:
        """All plans, with what hangs on them."""
        entries = CancellationPlanItem.objects.select_related("item", "reason")
        links = PlanRefund.objects.select_related(*OF_REFUND).order_by("refund_id")
        links = links.annotate(at_gateway=taken_at_gateway("refund__"))
        plans = (
            CancellationPlan.objects.filter(order=self.order)
            .select_related("created_by", "reason", "seller")
            .prefetch_related(
                Prefetch("items", entries), Prefetch("refunds", links), "refunds__refund__attempts"
            )
        )
        return [
            PlanShown(
                plan,
                self.order,
                form=self._form_of(plan),
                answer=self._answer_of(plan),
                account_form=self._account_form_of(plan),
            )
            for plan in plans
        ]

    def _form_of(self, plan: CancellationPlan) -> MadeForm | None:
        refused = self._refused_of(plan)
        if isinstance(refused, MadeForm):
            return refused
        return MadeForm(place=f"plan-{plan.pk}") if self._asks_finance(plan) else None

    def _account_form_of(self, plan: CancellationPlan) -> AccountForm | None:
        refused = self._refused_of(plan)
        if isinstance(refused, AccountForm):
            return refused
        return AccountForm(place=f"plan-{plan.pk}") if self._asks_finance(plan) else None

    def _asks_finance(self, plan: CancellationPlan) -> bool:
        return self.may_make_refunds and plan.status == PlanStatus.MANUAL_REFUND_NEEDED

    def _answer_of(self, plan: CancellationPlan) -> AnswerForm | None:
        refused = self._refused_of(plan)
        if isinstance(refused, AnswerForm):
            return refused
        due = plan.status == PlanStatus.WAITING and plan.confirmation == Confirmation.DUE
        return AnswerForm(prefix=f"answer-{plan.pk}") if due and self.may_answer else None

    def _refused_of(self, plan: CancellationPlan) -> MadeForm | AnswerForm | AccountForm | None:
        if self.refused is None or self.refused.plan_id != plan.pk:
            return None
        return self.refused.form

    @property
    def by_hand(self) -> list[PlanShown]:
        """The plans that wait for somebody to send money."""
        return [row for row in self.rows if row.needs_a_person]

    @property
    def still_open(self) -> list[PlanShown]:
        """The plans whose amounts the current amount still holds."""
        return [row for row in self.rows if row.plan.status in OPEN_PLAN]

    def given_back(self, payments: Iterable[PaymentTransaction]) -> GivenBack:
        """What went back: by completed plans, and of the order's payments outside of any plan."""
        done = [row.plan for row in self.rows if row.plan.status == PlanStatus.COMPLETED]
        charges = sum((p.shipping_amount + p.fee_amount + p.rest_amount for p in done), NOTHING)
        paid = _sum(one.amount for one in payments if one.captured_at)
        refunds = [one for row in self.rows for one in row.refunds if one.status in GIVES_BACK]
        by_plans = _sum(one.refund.amount for one in refunds)
        return GivenBack(
            products=_sum(plan.amount for plan in done) - charges,
            shipping=_sum(plan.shipping_amount for plan in done),
            fee=_sum(plan.fee_amount for plan in done),
            rest=_sum(plan.rest_amount for plan in done),
            outside=max(NOTHING, _sum(one.refunded_amount for one in payments) - by_plans),
            beyond=max(NOTHING, paid - self.order.amount),
        )

    @property
    def of_order(self) -> Decimal:
        """What plans gave or set aside of the order's amount: all but the rest beyond it."""
        plans = [row.plan for row in self.rows if row.plan.status not in CALLED_OFF]
        return _sum(plan.amount - plan.rest_amount for plan in plans)

    @cached_property
    def held_by(self) -> dict[int, list[int]]:
        """The plans for which a payment is set aside, by the payment's key."""
        held: dict[int, dict[int, None]] = {}
        for row in reversed(self.rows):
            for one in row.refunds:
                if one.status in SETS_ASIDE and one.refund.transaction_id:
                    held.setdefault(one.refund.transaction_id, {})[row.plan.pk] = None
        return {payment_id: list(plans) for payment_id, plans in held.items()}

    @cached_property
    def finance(self) -> list[User]:
        """Who closes what somebody has to send, for those who may not."""
        return list(finance_of(self.order)[:FINANCE_NAMED])

    @cached_property
    def of_items(self) -> dict[int, tuple[int, bool]]:
        """The plan that holds an item or has ended it, by the item's key, and whether it is open.

        An item that a plan let go is in none.
        """
        return {
            entry.item_id: (row.plan.pk, entry.outcome == ItemOutcome.OPEN)
            for row in reversed(self.rows)
            for entry in row.entries
            if entry.outcome != ItemOutcome.RELEASED
        }


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
