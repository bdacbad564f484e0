"""How money goes back, by how it came."""

from payments.gateways.registry import MAKERS, is_set_up
from payments.models import PaymentTransaction, PaymentType
from payments.models.ledger import INTERNAL_TYPES
from payments.states import RefundMethod

BY_HAND = frozenset(
    {
        PaymentType.FUNDS_TRANSFER,
        PaymentType.PAY_ON_DELIVERY,
        PaymentType.CASH_REGISTER,
        PaymentType.CONFIRMATION,
        PaymentType.B2B,
    }
)
# Who sends it by hand must know the account.
NEEDS_ACCOUNT = frozenset({PaymentType.FUNDS_TRANSFER, PaymentType.PAY_ON_DELIVERY})

# Whoever can be paid without anybody's work comes first.
ORDER = (RefundMethod.GATEWAY, RefundMethod.INTERNAL, RefundMethod.MANUAL)


def method_of(payment: PaymentTransaction) -> RefundMethod:
    """How a payment's money goes back when no rule speaks against it."""
    return RefundMethod.MANUAL if lacks_gateway(payment) else way_it_came(payment)


def lacks_gateway(payment: PaymentTransaction) -> bool:
    """Whether its gateway is not set up here: nobody waits for one that may never be."""
    return way_it_came(payment) == RefundMethod.GATEWAY and not is_set_up(payment.gateway)


def way_it_came(payment: PaymentTransaction) -> RefundMethod:
    """How a payment's money could go back, whether or not its gateway is set up here."""
    if payment.payment_type in INTERNAL_TYPES:
        return RefundMethod.INTERNAL
    if payment.payment_type in BY_HAND or not payment.gateway_reference:
        return RefundMethod.MANUAL
    if payment.gateway not in MAKERS:
        return RefundMethod.MANUAL
    return RefundMethod.GATEWAY
