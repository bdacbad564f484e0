from payments.models.ledger import InternalLedgerEntry
from payments.models.notices import GatewayNotice
from payments.models.refunds import Refund, RefundAttempt
from payments.models.transactions import PaymentTransaction, PaymentType

__all__ = [
    "GatewayNotice",
    "InternalLedgerEntry",
    "PaymentTransaction",
    "PaymentType",
    "Refund",
    "RefundAttempt",
]
