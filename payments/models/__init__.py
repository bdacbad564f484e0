from payments.models.alarms import RefundAlarm
from payments.models.ledger import InternalLedgerEntry
from payments.models.manual import ManualRefund
from payments.models.notices import GatewayNotice
from payments.models.refunds import Refund, RefundAttempt
from payments.models.transactions import PaymentTransaction, PaymentType

__all__ = [
    "GatewayNotice",
    "InternalLedgerEntry",
    "ManualRefund",
    "PaymentTransaction",
    "PaymentType",
    "Refund",
    "RefundAlarm",
    "RefundAttempt",
]
