"""Erasing a customer's personal data, in orders and in payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from orders.services.erasing import Erased, erase_in_orders
from payments.models import PaymentTransaction

if TYPE_CHECKING:
    from omnitron.accounts.models import User


@transaction.atomic
def erase_customer(*, actor: User, number: str) -> Erased:
    """As `erase_in_orders`, and the ends of card numbers go from the payments too.

    Amounts and the gateway's references stay: the books need them. Raises as it does.
    """
    erased = erase_in_orders(actor=actor, number=number)
    PaymentTransaction.objects.filter(order_id__in=erased.order_ids).update(card_mask="")
    return erased
