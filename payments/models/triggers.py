"""Rules about money that PostgreSQL keeps whoever asks, and the one writer of its sums."""

import pgtrigger

from payments.states import FIRST_STATUSES, GIVES_BACK, REFUND_MOVES, SETS_ASIDE

_REFUSE_START = """
RAISE EXCEPTION 'A refund does not begin as % %.', NEW.method, NEW.status
    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_starts';
"""

_ADD_TO_PAYMENT = """
UPDATE payments_paymenttransaction
SET reserved_amount = reserved_amount + {reserved}, refunded_amount = refunded_amount + {refunded}
WHERE id = NEW.transaction_id;
RETURN NULL;
"""


def refund_starts() -> pgtrigger.Trigger:
    """Refuse a refund that does not begin where its method begins."""
    allowed = " OR ".join(
        f"(NEW.method = {method.value!r} AND NEW.status IN ({_listed(statuses)}))"
        for method, statuses in FIRST_STATUSES.items()
    )
    return pgtrigger.Trigger(
        name="refund_starts",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(({allowed}) IS NOT TRUE)"),
        func=_REFUSE_START,
    )


def allowed_moves() -> str:
    """The moves of a refund by its method, as SQL over OLD and NEW."""
    return " OR ".join(
        f"(NEW.method = {method.value!r} AND ({moves.as_sql()}))"
        for method, moves in REFUND_MOVES.items()
    )


def refund_reserves() -> list[pgtrigger.Trigger]:
    """Keep a payment's sums in line with its refunds; its CHECK refuses what is too much."""
    before, after = _sums("OLD"), _sums("NEW")
    reserved, refunded = (f"({new} - {old})" for new, old in zip(after, before, strict=True))
    return [
        pgtrigger.Trigger(
            name="refund_reserves",
            operation=pgtrigger.Insert,
            when=pgtrigger.After,
            condition=pgtrigger.Condition("(NEW.transaction_id IS NOT NULL)"),
            func=_ADD_TO_PAYMENT.format(reserved=after[0], refunded=after[1]),
        ),
        pgtrigger.Trigger(
            name="refund_moves_sums",
            operation=pgtrigger.UpdateOf("status"),
            when=pgtrigger.After,
            condition=pgtrigger.Condition(
                f"(NEW.transaction_id IS NOT NULL AND ({reserved} <> 0 OR {refunded} <> 0))"
            ),
            func=_ADD_TO_PAYMENT.format(reserved=reserved, refunded=refunded),
        ),
    ]


def _sums(row: str) -> tuple[str, str]:
    """What a row sets aside and what it has given back, as SQL."""
    return tuple(  # type: ignore[return-value]
        f"CASE WHEN {row}.status IN ({_listed(statuses)}) THEN {row}.amount ELSE 0 END"
        for statuses in (SETS_ASIDE, GIVES_BACK)
    )


def _listed(statuses: frozenset[str]) -> str:
    return ", ".join(repr(str(status)) for status in sorted(statuses))
