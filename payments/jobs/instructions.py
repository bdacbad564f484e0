"""A refund in the words that a gateway is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.core.money import round_to_currency
from payments.gateways.base import Instruction

if TYPE_CHECKING:
    from payments.models import Refund


def instruction_for(refund: Refund) -> Instruction:
    """What the gateway is told of a refund; the payment must be loaded with it."""
    payment = refund.transaction
    if payment is None:
        raise ValueError(f"Refund {refund.pk} has no payment that a gateway could give back.")
    return Instruction(
        key=refund.key,
        payment_reference=payment.gateway_reference,
        amount=refund.amount,
        currency=payment.currency,
    )


def written_out(instruction: Instruction) -> dict[str, str]:
    """The instruction as an attempt keeps it."""
    return {
        "key": str(instruction.key),
        "payment": instruction.payment_reference,
        "amount": str(round_to_currency(instruction.amount, instruction.currency)),
        "currency": instruction.currency,
    }
