"""Dividing money that somebody sends by hand over what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.core.money import allocate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cancellations.models import CancellationPlan, CancellationPlanItem


def divided_by_hand(
    plan: CancellationPlan, plan_items: Sequence[CancellationPlanItem], amount: Decimal
) -> list[tuple[CancellationPlanItem | None, Decimal]]:
    """The parts of an amount that serve each item of a plan, and its charges (None).

    In proportion to what each is given, so that an item can be closed by itself; nothing is left
    out of a part of zero.
    """
    charges = plan.shipping_amount + plan.fee_amount + plan.rest_amount
    targets: list[CancellationPlanItem | None] = [*plan_items, None]
    weights = [*(entry.amount for entry in plan_items), charges]
    parts = allocate(amount, weights, plan.order.currency)
    return [(target, part) for target, part in zip(targets, parts, strict=True) if part]
