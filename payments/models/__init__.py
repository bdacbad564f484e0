from payments.models.refunds import Refund, RefundAttempt
from payments.models.transactions import PaymentTransaction, PaymentType

__all__ = ["PaymentTransaction", "PaymentType", "Refund", "RefundAttempt"]
