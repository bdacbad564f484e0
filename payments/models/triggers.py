"""Rules about money that PostgreSQL keeps whoever asks, and the one writer of its sums."""

import pgtrigger

from orders.models.sums import keeps_sums
from payments.states import FIRST_STATUSES, GIVES_BACK, REFUND_MOVES, SETS_ASIDE, RefundStatus

_REFUSE_START = """
RAISE EXCEPTION 'A refund does not begin as % %.', NEW.method, NEW.status
    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_starts';
"""

_REFUSE_LEAVING = """
RAISE EXCEPTION 'Refund % may not be % as its plan stands, or without one.', OLD.id, NEW.status
    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_leaves_with_its_plan';
"""

_ADD_TO_PAYMENT = """
UPDATE payments_paymenttransaction
SET reserved_amount = reserved_amount + {reserved}, refunded_amount = refunded_amount + {refunded}
WHERE id = NEW.transaction_id;
"""


def refund_starts() -> pgtrigger.Trigger:
    """Refuse a refund that does not begin where its method begins."""
    allowed = " OR ".join(
        f"(NEW.method = {method.value!r} AND NEW.status = {status.value!r})"
        for method, statuses in FIRST_STATUSES.items()
        for status in sorted(statuses)
    )
    return pgtrigger.Trigger(
        name="refund_starts",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(({allowed}) IS NOT TRUE)"),
        func=_REFUSE_START,
    )


def leaves_with_its_plan() -> pgtrigger.Trigger:
    """Refuse to send a reserved refund before its plan begins, or to release it before it ends.

    One without a plan stays, unless it was made at the gateway: no plan of ours sent it.
    """
    reserved = repr(RefundStatus.RESERVED.value)
    return pgtrigger.Trigger(
        name="refund_leaves_with_its_plan",
        operation=pgtrigger.UpdateOf("status"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            f"(OLD.status = {reserved} AND NEW.status <> {reserved}"
            " AND plan_lets_refund_go(OLD.id, OLD.method, NEW.status) IS NOT TRUE)"
        ),
        func=_REFUSE_LEAVING,
    )


def allowed_moves() -> str:
    """The moves of a refund by its method, as SQL over OLD and NEW."""
    return " OR ".join(
        f"(NEW.method = {method.value!r} AND ({moves.as_sql()}))"
        for method, moves in REFUND_MOVES.items()
    )


def refund_sums() -> list[pgtrigger.Trigger]:
    """Keep a payment's sums in line with its refunds; its CHECK refuses what is too much."""
    return keeps_sums(
        name="refund", column="status", reserves=SETS_ASIDE, refunds=GIVES_BACK, add=_ADD_TO_PAYMENT
    )
