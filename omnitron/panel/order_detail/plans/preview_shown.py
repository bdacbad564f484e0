"""What the preview of a plan shows: what goes back, from where, and what follows."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from cancellations.models import CancellationReason
from cancellations.planning.objections import About
from cancellations.states import PlanType
from omnitron.core.errors import Refusal
from omnitron.panel.order_detail.plans.amounts_typed import read_amount
from omnitron.panel.order_detail.plans.preview_rows import Asked, DraftShown, amounts_of
from omnitron.panel.order_detail.plans.section import PlansShown
from orders.amounts import NOTHING, current_amount
from orders.models import Seller

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cancellations.models import CancellationPlan
    from cancellations.planning.objections import Objection
    from cancellations.services.planning import Preview
    from omnitron.panel.order_detail.plans.preview_rows import ShareRow
    from omnitron.panel.order_detail.plans.typed import Typed
    from orders.amounts import GivenBack
    from orders.models import Order

# The amounts of a thousand items, each with a payment of its own.
LONGEST_SEEN = 100_000


class PreviewShown:
    """The amounts of a preview as its page shows them.

    `problems` speak against what was typed here: the preview is then the one without it, and
    cannot be applied. `seen` are the amounts of the preview before, where they may differ.
    """

    def __init__(
        self,
        order: Order,
        preview: Preview,
        typed: Typed,
        *,
        problems: Sequence[Objection] = (),
        seen: str = "",
    ) -> None:
        self.order = order
        self.preview = preview
        self.typed = typed
        self.problems = problems
        self.key = key_in(typed.text("key"))
        self._seen = _read(seen)

    @cached_property
    def drafts(self) -> list[DraftShown]:
        """The plans to be; a return makes one for each seller who has a say."""
        by_item = defaultdict(list)
        for problem in self.problems:
            place = None if problem.about == About.SPLIT else problem.item_id
            by_item[place].append(problem.text)
        asked = Asked(self._reasons, self.typed, dict(by_item), self.before)
        drafts = enumerate(self.preview.drafts)
        return [DraftShown(draft, place, self.order.currency, asked) for place, draft in drafts]

    @cached_property
    def _reasons(self) -> dict[int, str]:
        keys = {entry.reason_id for draft in self.preview.drafts for entry in draft.items}
        found = CancellationReason.objects.filter(pk__in=keys | {self.preview.wish.reason_id})
        return {reason.pk: reason.subject for reason in found}

    @cached_property
    def parts(self) -> list[tuple[DraftShown, str]]:
        """Each plan with the seller who has to agree; '' where nobody has."""
        keys = [shown.draft.seller_id for shown in self.drafts if shown.draft.seller_id]
        names = {seller.pk: str(seller) for seller in Seller.objects.filter(pk__in=keys)}
        return [(shown, names.get(shown.draft.seller_id or 0, "")) for shown in self.drafts]

    @property
    def waits(self) -> bool:
        """Whether a seller has to agree before anything happens."""
        return any(draft.needs_confirmation for draft in self.preview.drafts)

    @property
    def is_return(self) -> bool:
        """Whether goods come back."""
        return self.preview.wish.plan_type == PlanType.REFUND

    @cached_property
    def names_sellers(self) -> bool:
        """Whether the items of the order are not all of one seller, so that each names its own."""
        return len({item.seller_id for item in self.preview.standing.items}) > 1

    @property
    def can_split(self) -> bool:
        """Whether the split can be changed: there is one plan, and something to give back."""
        return len(self.drafts) == 1 and bool(self.total)

    @cached_property
    def shares(self) -> list[ShareRow]:
        """All payments that could give something, for the one plan whose split can be changed."""
        return self.drafts[0].shares(self.preview.standing)

    @property
    def has_split(self) -> bool:
        """Whether there is more than one way to split it, or another split was typed."""
        typed = self.typed.split_is_chosen or bool(self.split_problems)
        return typed or len(self.shares) > 1

    @cached_property
    def all_shares(self) -> list[ShareRow]:
        """What each payment gives, plan by plan, without those that give nothing."""
        return [row for draft in self.drafts for row in draft.shares()]

    @property
    def split_problems(self) -> list[str]:
        """What speaks against the split that was typed."""
        return [problem.text for problem in self.problems if problem.about == About.SPLIT]

    @property
    def items_count(self) -> int:
        """How many lines are in it."""
        return sum(len(draft.items) for draft in self.preview.drafts)

    @cached_property
    def total(self) -> Decimal:
        """All that goes back."""
        return sum((draft.amount for draft in self.preview.drafts), NOTHING)

    @property
    def by_hand(self) -> Decimal:
        """What somebody must send."""
        return sum((draft.by_hand for draft in self.preview.drafts), NOTHING)

    @property
    def by_itself(self) -> Decimal:
        """What goes back without anybody's work."""
        return self.total - self.by_hand

    @cached_property
    def given_back(self) -> GivenBack:
        """What went back before this, by what it was for."""
        payments = [payment.row for payment in self.preview.standing.payments]
        return self._plans.given_back(payments)

    @property
    def current_amount(self) -> Decimal:
        """The order's amount less what went back before this."""
        return current_amount(self.order, self.given_back)

    @cached_property
    def _plans(self) -> PlansShown:
        return PlansShown(self.order)

    @property
    def shipping_elsewhere(self) -> list[CancellationPlan]:
        """The open plans that give the shipping fee back, where none of it is left to tell of."""
        if not self.items_count or any(draft.shipping.steps for draft in self.preview.drafts):
            return []
        return [row.plan for row in self._plans.still_open if row.plan.shipping_amount]

    @property
    def amount_afterwards(self) -> Decimal:
        """The same once this is completed."""
        rest = sum((draft.rest.amount for draft in self.preview.drafts), NOTHING)
        before = self.given_back
        after = replace(
            before, products=before.products + self.total - rest, rest=before.rest + rest
        )
        return current_amount(self.order, after)

    @property
    def account(self) -> tuple[str, str] | None:
        """Where the money goes that is sent by hand, in groups of four; None where nobody said."""
        iban, holder = self.preview.wish.iban, self.preview.wish.holder_name
        groups = " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))
        return (groups, holder) if iban else None

    @property
    def amounts(self) -> str:
        """All amounts, for the next preview to compare with."""
        return json.dumps({k: str(v) for k, v in amounts_of(self.preview.drafts).items()})

    @cached_property
    def before(self) -> dict[str, Decimal]:
        """The amounts that were others in the preview before, by the keys of their rows."""
        if not self._seen:
            return {}
        now = amounts_of(self.preview.drafts)
        old = {key: self._seen.get(key, NOTHING) for key in now}
        return {key: old[key] for key, amount in now.items() if old[key] != amount}


def key_in(text: str) -> UUID:
    """The key that a page carries; a new one where it carries none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _read(seen: str) -> dict[str, Decimal]:
    """The amounts of the preview before; none where somebody else wrote the field."""
    if len(seen) > LONGEST_SEEN:
        return {}
    try:
        content = json.loads(seen)
        return {str(key): read_amount(str(amount)) or NOTHING for key, amount in content.items()}
    except (AttributeError, RecursionError, Refusal, ValueError):
        return {}
