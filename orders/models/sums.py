"""What is reserved and refunded: sums that follow from other rows and that one trigger writes."""

from collections.abc import Iterable

import pgtrigger

_REFUSE_SUMS = """
RAISE EXCEPTION '%: what is reserved and refunded follows from refunds and plans alone.',
    TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""


def amounts_by_trigger(
    *columns: str, name: str, when: pgtrigger.When = pgtrigger.Before
) -> list[pgtrigger.Trigger]:
    """Let columns of sums begin at zero and change by other triggers alone."""
    filled = " OR ".join(f"NEW.{column} <> 0" for column in columns)
    changed = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)
    return [
        pgtrigger.Trigger(
            name=f"{name}_begin_at_zero",
            operation=pgtrigger.Insert,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition(f"({filled})"),
            func=_REFUSE_SUMS.format(name=name),
        ),
        pgtrigger.Trigger(
            name=f"{name}_by_trigger",
            operation=pgtrigger.UpdateOf(*columns),
            when=when,
            # At depth 0 the statement came from outside.
            condition=pgtrigger.Condition(f"(pg_trigger_depth() = 0 AND ({changed}))"),
            func=_REFUSE_SUMS.format(name=name),
        ),
    ]


def keeps_sums(
    *,
    name: str,
    column: str,
    reserves: Iterable[str],
    refunds: Iterable[str],
    add: str,
    amount: str = "amount",
) -> list[pgtrigger.Trigger]:
    """Add a row's amount to sums elsewhere, and move it between them, as the row's state moves.

    `reserves` and `refunds` are the states in which the amount counts as the one or the other;
    `add` is the statement that adds {reserved} and {refunded}. It adds differences, so that
    several rows of one statement, and several people at once, cost and count the same.
    """
    states = (listed(reserves), listed(refunds))
    after, before = (
        [
            f"CASE WHEN {row}.{column} IN ({state}) THEN {row}.{amount} ELSE 0 END"
            for state in states
        ]
        for row in ("NEW", "OLD")
    )
    moved = [f"({new} - {old})" for new, old in zip(after, before, strict=True)]
    func = "\n" + add.strip() + "\nRETURN NULL;\n"
    return [
        pgtrigger.Trigger(
            name=f"{name}_reserves",
            operation=pgtrigger.Insert,
            when=pgtrigger.After,
            func=func.format(reserved=after[0], refunded=after[1]),
        ),
        pgtrigger.Trigger(
            name=f"{name}_moves_sums",
            operation=pgtrigger.UpdateOf(column),
            when=pgtrigger.After,
            condition=pgtrigger.Condition(f"({moved[0]} <> 0 OR {moved[1]} <> 0)"),
            func=func.format(reserved=moved[0], refunded=moved[1]),
        ),
    ]


def listed(states: Iterable[str]) -> str:
    """States as SQL has them in a list, always in the same order."""
    return ", ".join(repr(str(state)) for state in sorted(states))
