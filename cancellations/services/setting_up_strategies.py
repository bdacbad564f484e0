"""Setting up strategies. Each function raises `Refusal` for somebody without the permission."""

from typing import TypedDict, Unpack

from django.db import transaction

from cancellations.models import CancellationStrategy
from cancellations.models.strategies import STANDARD, STRATEGY_ONE
from omnitron.accounts import changing
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.merging import Values
from orders.models import SalesChannel

MANAGE = "cancellations.manage_strategies"


class StrategyValues(TypedDict):
    """What a strategy's form says."""

    name: str
    shipping_on_cancel: bool
    shipping_on_return: bool
    split_shipping: bool
    partial_allowed: bool
    all_items_refundable: bool
    discounts_refundable: bool
    payments_refundable: bool
    payment_option_fee: bool
    unreported_cancellable: bool


@transaction.atomic
def change_strategy(
    *, actor: User, channel_pk: int, opened: Values, **values: Unpack[StrategyValues]
) -> CancellationStrategy:
    """Give a sales channel rules of its own.

    Raises `NotFound`, `BothChanged` or `ValidationError` by field.
    """
    require(actor, MANAGE)
    strategy = _lock(channel_pk)
    changing.change(actor=actor, subject=strategy, opened=opened, mine=values)
    return strategy


@transaction.atomic
def go_back_to_strategy_one(*, actor: User, channel_pk: int) -> CancellationStrategy:
    """Make a sales channel follow StrategyOne again; safe to repeat. Raises `NotFound`."""
    require(actor, MANAGE)
    strategy = _lock(channel_pk)
    standard = {"name": STRATEGY_ONE, **STANDARD}
    current = {field: getattr(strategy, field) for field in standard}
    changing.change(actor=actor, subject=strategy, opened=current, mine=standard)
    return strategy


def _lock(channel_pk: int) -> CancellationStrategy:
    """The row of a channel, made where there is none. The channel is locked with it.

    The row stays when a channel goes back to StrategyOne, and its history with it.
    """
    channel = changing.lock(SalesChannel, channel_pk)
    return CancellationStrategy.objects.get_or_create(channel=channel)[0]
