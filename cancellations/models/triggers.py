"""Rules about plans that PostgreSQL keeps whoever asks, and the one writer of their sums."""

import pgtrigger

from cancellations.states import CALLED_OFF, OPEN_PLAN, OUTCOME_MOVES, ItemOutcome, PlanStatus
from orders.models.sums import keeps_sums, listed
from payments.states import SETS_ASIDE

# What PostgreSQL's refusal names.
PLAN_AND_ITEMS = "A plan, and each of its items,"

_REFUSE_ACCOUNT = """
RAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

# A setting that was never made is NULL, and a condition that is NULL would refuse nothing.
_REPLACED = (
    "COALESCE(current_setting('omnitron.account_correction', true), '') <> ''"
    " AND OLD.iban <> '' AND NEW.{0} <> ''"
)

_REFUSE_OUTCOME = """
RAISE EXCEPTION 'Item % of a plan may not go from "%" to "%".', OLD.id, OLD.outcome, NEW.outcome
    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_outcomes';
"""

_REFUSE_COMPLETION = """
RAISE EXCEPTION 'Plan % may not be completed: money of it is still set aside.', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_completed_with_its_money';
"""

# Who comes second waits, and then counts what the first one gave.
_GIVE_FEE = """
PERFORM FROM orders_order WHERE id = NEW.order_id FOR NO KEY UPDATE;
IF NEW.fee_amount > (
    SELECT payment_option_fee - (
        SELECT COALESCE(sum(fee_amount), 0) FROM cancellations_cancellationplan
        WHERE order_id = NEW.order_id AND status NOT IN ({called_off}))
    FROM orders_order WHERE id = NEW.order_id)
THEN
    RAISE EXCEPTION 'Order %: so much is not left of the payment option''s fee.', NEW.order_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_fee_given_once';
END IF;
RETURN NEW;
"""

_ADD_TO_ITEM = """
UPDATE orders_orderitem
SET reserved_amount = reserved_amount + {reserved}, refunded_amount = refunded_amount + {refunded}
WHERE id = NEW.item_id;
"""

_ADD_TO_SHIPPING = """
UPDATE orders_order
SET shipping_reserved = shipping_reserved + {reserved},
    shipping_refunded = shipping_refunded + {refunded}
WHERE id = NEW.order_id;
"""


def account_stays(
    *, name: str, kept_while: str = "", learned_while: str = "", corrected_while: str = ""
) -> pgtrigger.Trigger:
    """Refuse another account than the one that was given: accounts are in no history.

    It may be erased, but not while one SQL condition holds, be learned later while the other one
    does, and be replaced by a declared correction while the third one does. Where it may be learned
    it is kept: nobody can empty it to write another one.
    """
    erased, learned = "NEW.{0} = ''", "FALSE"
    if kept_while:
        erased = f"NEW.{{0}} = '' AND NOT ({kept_while})"
    if learned_while:
        # Without an IBAN a holder alone is no account: another person's may be told later.
        learned = f"(OLD.{{0}} = '' OR OLD.iban = '') AND {learned_while}"
    either = f"({erased}) OR ({learned})"
    if corrected_while:
        either += f" OR ({_REPLACED} AND {corrected_while})"
    changed = " OR ".join(
        f"(OLD.{{0}} <> NEW.{{0}} AND NOT ({either}))".format(column)
        for column in ("iban", "holder_name")
    )
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.UpdateOf("iban", "holder_name"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"({changed})"),
        func=_REFUSE_ACCOUNT.format(name=name),
    )


def outcome_moves() -> pgtrigger.Trigger:
    """Refuse any change of a plan item's outcome that the table does not have."""
    moves = OUTCOME_MOVES.as_sql("outcome")
    return pgtrigger.Trigger(
        name="plan_item_outcomes",
        operation=pgtrigger.UpdateOf("outcome"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"((OLD.outcome = NEW.outcome OR {moves}) IS NOT TRUE)"),
        func=_REFUSE_OUTCOME,
    )


def completed_with_its_money() -> pgtrigger.Trigger:
    """Refuse to complete a plan while a refund of it is set aside."""
    return pgtrigger.Trigger(
        name="plan_completed_with_its_money",
        operation=pgtrigger.UpdateOf("status"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            f"(OLD.status <> NEW.status AND NEW.status = {PlanStatus.COMPLETED.value!r}"
            f" AND plan_has_refund_in(NEW.id, ARRAY[{listed(SETS_ASIDE)}]))"
        ),
        func=_REFUSE_COMPLETION,
    )


def fee_given_once() -> pgtrigger.Trigger:
    """Refuse a plan with more of the payment option's fee than other plans of its order left.

    Plans that were called off gave none; what a plan gives never changes.
    """
    return pgtrigger.Trigger(
        name="plan_fee_given_once",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("(NEW.fee_amount > 0)"),
        func=_GIVE_FEE.format(called_off=listed(CALLED_OFF)),
    )


def item_sums() -> list[pgtrigger.Trigger]:
    """Keep what items have reserved and refunded in line with their plans."""
    return keeps_sums(
        name="plan_item",
        column="outcome",
        reserves=[ItemOutcome.OPEN],
        refunds=[ItemOutcome.REFUNDED],
        add=_ADD_TO_ITEM,
    )


def shipping_sums() -> list[pgtrigger.Trigger]:
    """Keep what orders have reserved and refunded of their shipping fee in line with plans."""
    return keeps_sums(
        name="plan_shipping",
        column="status",
        amount="shipping_amount",
        reserves=OPEN_PLAN,
        refunds=[PlanStatus.COMPLETED],
        add=_ADD_TO_SHIPPING,
    )
