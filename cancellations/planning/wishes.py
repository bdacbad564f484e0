"""What somebody asks for, before anything is worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cancellations.states import PlanType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True)
class ItemWish:
    """One item, or some pieces of it, and why; `amount` is what to give back at most."""

    item_id: int
    quantity: int
    reason_id: int | None
    note: str = ""
    amount: Decimal | None = None
    iban: str = ""
    holder_name: str = ""


@dataclass(frozen=True)
class Wish:
    """What a plan is asked for: items, or the shipping fee alone, or some of the rest.

    Items have reasons of their own; `reason_id` is that of a plan without any. The account is for
    all that has none of its own. `shares` is how the money is to be split, by the payment's key;
    empty means the usual way. `requests` are the keys of the requests that it answers.
    """

    plan_type: PlanType = PlanType.CANCEL
    items: tuple[ItemWish, ...] = ()
    only_shipping: bool = False
    rest: Decimal | None = None
    reason_id: int | None = None
    note: str = ""
    iban: str = ""
    holder_name: str = ""
    refund_invoice_number: str = ""
    shares: Mapping[int, Decimal] = field(default_factory=dict)
    requests: tuple[int, ...] = ()
