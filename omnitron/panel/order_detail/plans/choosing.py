"""What of an order can be canceled or returned, and what somebody chose so far."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from cancellations.models import CancellationReason
from cancellations.planning.accounts import needs_account
from cancellations.planning.charges import rest_of, shipping_alone
from cancellations.planning.objections import About
from cancellations.planning.rules import why_not
from cancellations.planning.shares import way_back
from cancellations.planning.standing import standing_of
from cancellations.states import PlanType, Source
from omnitron.core.money import round_to_currency
from omnitron.panel.order_detail.plans.typed import OF_WHOLE, Typed, What, number_in
from orders.states import FINAL, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cancellations.planning.objections import Objection
    from cancellations.planning.standing import Standing
    from omnitron.panel.order_detail.contents import OrderPage
    from omnitron.panel.order_detail.plans.typed import TypedItem
    from orders.models import OrderItem


@dataclass(frozen=True)
class ItemChoice:
    """Whether a line can be chosen, for what, and what was chosen and is wrong with it.

    `plan_type` is the only type that its status allows; '' and `why` where nothing can be done.
    `is_marked` where its own fields are to be looked at, not the reason for all.
    """

    plan_type: str
    why: str
    typed: TypedItem
    objections: Sequence[str]
    is_marked: bool


class Choice:
    """The form of an order's products."""

    def __init__(
        self, page: OrderPage, typed: Typed | None = None, objections: Sequence[Objection] = ()
    ) -> None:
        self.page = page
        self.typed = typed or Typed()
        self.objections = objections
        self._items: dict[int, ItemChoice] = {}

    @cached_property
    def standing(self) -> Standing:
        """How the order stands, by the rows of its page."""
        page = self.page
        return standing_of(
            page.order,
            items=page.items,
            payments=page.payments,
            plans=[row.plan for row in page.plans.rows],
            discounts=page.discounts,
        )

    def of_item(self, item: OrderItem) -> ItemChoice:
        """What can be done with a line."""
        if item.pk not in self._items:
            self._items[item.pk] = self._of_item(item)
        return self._items[item.pk]

    def _of_item(self, item: OrderItem) -> ItemChoice:
        plan_type = PlanType.REFUND if item.status >= Status.SHIPPED else PlanType.CANCEL
        why = why_not(self.standing, item, plan_type)
        # Its badge and the link to its plan say the same.
        told = item.status in FINAL or item.pk in self.standing.holders
        objections = self._by_item.get(item.pk, ())
        return ItemChoice(
            plan_type="" if why else plan_type,
            why="" if told else capfirst(why),
            typed=self.typed.of_item(item.pk),
            objections=[objection.text for objection in objections],
            is_marked=not all(self._is_of_all(objection) for objection in objections),
        )

    @cached_property
    def _by_item(self) -> dict[int | None, list[Objection]]:
        found = defaultdict(list)
        for objection in self.objections:
            found[objection.item_id].append(objection)
        return found

    def _is_of_all(self, objection: Objection) -> bool:
        """Whether it is about the reason for all, which an item without its own has."""
        item_id = objection.item_id
        own = self.typed.of_item(item_id).reason if item_id is not None else ""
        return objection.about == About.REASON and not own

    @property
    def is_reason_for_all_wrong(self) -> bool:
        """Whether the reason for all is what some item lacks."""
        return any(self._is_of_all(objection) for objection in self.objections)

    @property
    def each_has_a_reason(self) -> bool:
        """Whether every chosen item has a reason of its own."""
        chosen = self.typed.chosen
        return bool(chosen) and all(self.typed.of_item(pk).reason for pk in chosen)

    @property
    def general(self) -> list[str]:
        """What speaks against the whole and stands at no field."""
        return [
            objection.text
            for objection in self.objections
            if objection.item_id is None and objection.about not in (About.IBAN, About.HOLDER)
        ]

    @property
    def iban_problem(self) -> str:
        """What is wrong with the account's number."""
        return self._problem(About.IBAN)

    @property
    def holder_problem(self) -> str:
        """What is wrong with the account's holder."""
        return self._problem(About.HOLDER)

    def _problem(self, about: About) -> str:
        texts = (o.text for o in self.objections if o.about == about and o.item_id is None)
        return next(texts, "")

    @cached_property
    def reasons(self) -> dict[str, list[CancellationReason]]:
        """What an operator may give as the reason, by type."""
        types = (PlanType.CANCEL, PlanType.REFUND)
        found: dict[str, list[CancellationReason]] = {kind: [] for kind in types}
        for reason in CancellationReason.objects.usable_by(Source.OPERATOR, *types):
            found[reason.cancellation_type].append(reason)
        return found

    def reasons_for(self, plan_type: str, chosen: str) -> list[CancellationReason]:
        """What a line offers, and the reason that was chosen for it, whoever else may give it."""
        offered = self.reasons[plan_type]
        if not chosen or any(str(reason.pk) == chosen for reason in offered):
            return offered
        return offered + [reason for reason in self._chosen_reasons if str(reason.pk) == chosen]

    @cached_property
    def _chosen_reasons(self) -> list[CancellationReason]:
        keys = (number_in(self.typed.of_item(item.pk).reason) for item in self.page.items)
        return list(CancellationReason.objects.filter(pk__in={key for key in keys if key}))

    @property
    def offered(self) -> list[tuple[str, str, list[CancellationReason]]]:
        """The reasons under the names of their types."""
        return [(kind, str(PlanType(kind).label), of) for kind, of in self.reasons.items()]

    @property
    def plan_type(self) -> str:
        """The type that is chosen: as typed, else the one that some line allows."""
        if self.typed.text("type"):
            return self.typed.plan_type
        can_cancel = bool(self.standing.unshipped)
        return PlanType.CANCEL if can_cancel or not self.standing.live else PlanType.REFUND

    @cached_property
    def is_possible(self) -> bool:
        """Whether any line can be chosen."""
        return any(self.of_item(item).plan_type for item in self.page.items)

    @property
    def needs_account(self) -> bool:
        """Whether a part was paid in a way that goes back to a bank account only."""
        return any(
            payment.left > 0 and needs_account(payment.row, way_back(self.standing, payment))
            for payment in self.standing.payments
        )

    @property
    def shipping_alone(self) -> Decimal:
        """What can go back of the shipping fee by itself."""
        return shipping_alone(self.standing)

    @property
    def rest(self) -> Decimal:
        """What was paid beyond what the order costs."""
        return rest_of(self.standing)

    @property
    def staying(self) -> int:
        """How many live lines have been shipped, so that canceling the order leaves them."""
        return len(self.standing.live) - len(self.standing.unshipped)

    @property
    def may_refund_rest(self) -> bool:
        """Whether there is a rest, and the person may give it back."""
        return bool(self.rest) and self.page.user.has_perm("cancellations.refund_rest")

    @property
    def rest_typed(self) -> str:
        """The amount of the rest that was typed; to begin with, all of it."""
        currency = self.page.order.currency
        return self._typed(What.REST).get("rest", str(round_to_currency(self.rest, currency)))

    @property
    def typed_items(self) -> dict[str, str]:
        """What was typed for chosen items."""
        return self._typed(What.ITEMS)

    @property
    def typed_entire(self) -> dict[str, str]:
        """What was typed for the entire order."""
        return self._typed(What.ENTIRE)

    @property
    def typed_shipping(self) -> dict[str, str]:
        """What was typed for the shipping fee."""
        return self._typed(What.SHIPPING)

    @property
    def typed_rest(self) -> dict[str, str]:
        """What was typed for the rest."""
        return self._typed(What.REST)

    def _typed(self, what: What) -> dict[str, str]:
        """The fields of one of the forms: each has its own, by the same names."""
        if self.typed.what != what:
            return {}
        return {name: self.typed.text(name) for name in OF_WHOLE if name in self.typed.data}

    @property
    def can_cancel_entire(self) -> bool:
        """Whether there is anything that canceling the order would take."""
        return bool(self.standing.unshipped) if self.page.items else bool(self.rest)
