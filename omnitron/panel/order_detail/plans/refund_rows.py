"""A refund as the page of its order shows it, with its story as a time line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.planning.accounts import account_given
from cancellations.services.by_hand import CHECKED_BY_HAND
from omnitron.panel.order_detail.plans.stories import failure_in_words
from omnitron.panel.order_detail.plans.time_lines import time_line
from orders.amounts import NOTHING
from payments.states import RefundMethod, RefundStatus
from payments.timing import may_be_sent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cancellations.models import CancellationPlanItem, PlanRefund
    from omnitron.panel.order_detail.plans.time_lines import Event
    from payments.models import ManualRefund, PaymentTransaction


class RefundShown:
    """One refund: where the money goes, how much, what became of it."""

    def __init__(self, link: PlanRefund, entries: Mapping[int, CancellationPlanItem]) -> None:
        self.link = link
        self.refund = link.refund
        self.entry = entries.get(link.plan_item_id or 0)

    @property
    def amount(self) -> Decimal:
        """How much."""
        amount: Decimal = self.refund.amount
        return amount

    @property
    def status(self) -> RefundStatus:
        """Where it is."""
        return RefundStatus(self.refund.status)

    @property
    def to(self) -> str:
        """The way that the money takes."""
        payment = self.refund.transaction
        by_ledger = self.refund.method == RefundMethod.INTERNAL
        gateway = "" if by_ledger else self.refund.gateway
        how = gateway or self.refund.get_method_display().lower()
        name = payment_name(payment) if payment else _("Without a payment")
        return f"{name}, {how}"

    @property
    def status_label(self) -> str:
        """Its status in other words, where its own would accuse somebody; '' elsewhere."""
        absent = self.refund.failure_code == CHECKED_BY_HAND
        if self.status == RefundStatus.DECLINED and absent:
            return _("Not found at the gateway")
        return ""

    @property
    def account(self) -> tuple[str, str] | None:
        """The IBAN and its holder for a refund by hand, where they were given."""
        if self.refund.method != RefundMethod.MANUAL:
            return None
        return account_given(self.link.plan, self.entry)

    @property
    def manual(self) -> ManualRefund | None:
        """What people have done about it."""
        return getattr(self.refund, "manual", None)

    @property
    def is_needed(self) -> bool:
        """Whether somebody has to send it."""
        return self.status == RefundStatus.NEEDED

    @property
    def is_in_addition(self) -> bool:
        """Whether the customer would get it on top of what the gateway gave back already."""
        return self.is_needed and self.refund.is_in_addition

    @property
    def at_gateway(self) -> Decimal:
        """How much that was."""
        amount: Decimal | None = getattr(self.link, "at_gateway", None)
        return amount or NOTHING

    @property
    def is_given_up(self) -> bool:
        """Whether its outcome is unknown and no machine asks any more."""
        unknown = self.status == RefundStatus.UNKNOWN
        return unknown and not may_be_sent(timezone.now(), self.refund.first_sent_at)

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must send it, or look at the gateway what became of it."""
        return self.status in (RefundStatus.NEEDED, RefundStatus.UNKNOWN)

    @property
    def failure(self) -> str:
        """Why it did not go back by itself, in the gateway's own words where it has any."""
        return failure_in_words(self.refund.failure_code, self.refund.failure_text)

    @property
    def story(self) -> list[Event]:
        """What happened, the oldest first."""
        return time_line(self.refund)


def payment_name(payment: PaymentTransaction) -> str:
    """“Credit card ·· 4417”."""
    return f"{payment.get_payment_type_display()} {payment.card_mask}".strip()
