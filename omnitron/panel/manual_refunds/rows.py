"""A refund as the desk shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import iban

from cancellations.planning.accounts import account_given, short_iban
from cancellations.services.by_hand import was_declined_by_gateway
from omnitron.core.formats import age_in_short
from omnitron.panel.lateness import is_late
from omnitron.panel.manual_refunds.forms import MadeForm
from omnitron.panel.order_detail.plans.stories import our_words
from orders.amounts import NOTHING
from payments.states import RefundStatus
from payments.timing import may_be_sent

if TYPE_CHECKING:
    from decimal import Decimal

    from cancellations.models import CancellationPlan, CancellationPlanItem, PlanRefund
    from omnitron.accounts.models import User
    from omnitron.panel.manual_refunds.account_form import AccountForm
    from omnitron.panel.manual_refunds.forms import DecisionForm
    from payments.models import ManualRefund, Refund


@dataclass
class Row:
    """One refund; its form where the person may do something about it."""

    refund: Refund
    user: User
    form: MadeForm | DecisionForm | None = None
    account_form: AccountForm | None = None
    siblings: list[PlanRefund] = field(default_factory=list)
    is_open: bool = False
    # What its gateway has said of it; '' where it was not asked, or has not answered.
    asked: str = ""

    @property
    def key(self) -> str:
        """The key of the refund as text."""
        return str(self.refund.pk)

    @property
    def ticked(self) -> set[int]:
        """The others that go with it: as they were ticked, to begin with all of one transfer."""
        if isinstance(self.form, MadeForm) and self.form.is_bound:
            return self.form.ticked
        return {link.refund_id for link in self.of_transfer}

    @cached_property
    def of_transfer(self) -> list[PlanRefund]:
        """The others that go to its account; what comes in addition is decided for itself."""
        addition = self.refund.is_in_addition
        return [
            link
            for link in self.siblings
            if link.refund.is_in_addition == addition
            and account_given(self.plan, link.plan_item) == self.known
        ]

    @property
    def transfer_amount(self) -> Decimal:
        """How much goes to its account with all of them."""
        refunds = (self.refund, *(link.refund for link in self.of_transfer))
        return sum((refund.amount for refund in refunds), NOTHING)

    @property
    def plan(self) -> CancellationPlan:
        """The plan that it serves."""
        plan: CancellationPlan = self.refund.plan_link.plan
        return plan

    @property
    def plan_item(self) -> CancellationPlanItem | None:
        """The item that it is for; none for charges and a rest."""
        plan_item: CancellationPlanItem | None = self.refund.plan_link.plan_item
        return plan_item

    @property
    def age(self) -> str:
        """How long the customer has been waiting."""
        return age_in_short(timezone.now() - self.refund.waiting_since)

    @property
    def is_late(self) -> bool:
        """Whether that is too long."""
        return not self.is_made and is_late(self.refund.waiting_since)

    @property
    def is_made(self) -> bool:
        """Whether its money is back."""
        return self.refund.status == RefundStatus.MADE

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows its outcome."""
        return self.refund.status == RefundStatus.UNKNOWN

    @property
    def may_be_decided(self) -> bool:
        """Whether machines have given up, so that somebody has to look at the gateway."""
        return self.is_unknown and not may_be_sent(timezone.now(), self.refund.first_sent_at)

    @property
    def why(self) -> str:
        """Why it did not go back by itself, in the gateway's own words."""
        if self.asked:
            return self.asked
        if words := our_words(self.refund.failure_code):
            return f"{words}."
        if self.refund.failure_text or self.code:
            return self.refund.failure_text
        if self.is_unknown:
            return _("The gateway gave no answer.")
        if payment := self.refund.transaction:
            name = payment.get_payment_type_display()
            return _("Paid by %(type)s; there is no gateway.") % {"type": name}
        return _("The payment has nothing left to give back.")

    @property
    def code(self) -> str:
        """The gateway's code."""
        return "" if our_words(self.refund.failure_code) else self.refund.failure_code

    @property
    def asks_about_addition(self) -> bool:
        """Whether what may be made here comes, or comes in part, on top of what was paid."""
        others = (link.refund for link in self.siblings)
        return any(refund.is_in_addition for refund in (self.refund, *others))

    @property
    def was_declined(self) -> bool:
        """Whether a gateway declined it, which may be asked once more."""
        return was_declined_by_gateway(self.refund)

    @cached_property
    def known(self) -> tuple[str, str] | None:
        """The account that it goes to, as it is kept."""
        return account_given(self.plan, self.plan_item)

    @property
    def account(self) -> tuple[str, str] | None:
        """The IBAN in groups and its holder."""
        return (iban.format(self.known[0]), self.known[1]) if self.known else None

    @property
    def short_iban(self) -> str:
        """Its first and last groups."""
        return short_iban(self.known[0]) if self.known else ""

    @property
    def manual(self) -> ManualRefund | None:
        """What people have done about it."""
        return getattr(self.refund, "manual", None)

    @property
    def owner(self) -> User | None:
        """Who looks after it."""
        return self.manual.owner if self.manual else None

    @property
    def is_free(self) -> bool:
        """Whether nobody looks after it."""
        return self.owner is None

    @property
    def is_mine(self) -> bool:
        """Whether the person looks after it."""
        return self.owner == self.user

    @property
    def claimed(self) -> str:
        """How long ago it was claimed."""
        if self.manual is None or self.manual.owned_at is None:
            return ""
        return age_in_short(timezone.now() - self.manual.owned_at)
