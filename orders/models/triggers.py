"""Rules that PostgreSQL keeps whoever asks: page, file, API, admin or psql."""

from itertools import groupby
from operator import itemgetter

import pgtrigger

from orders.states import CORRECTABLE, ITEM_MOVES

_REFUSE_MOVE = """
RAISE EXCEPTION 'Item % may not go from status % to status %.%', OLD.id, OLD.status, NEW.status,
    CASE WHEN 50 IN (OLD.status, NEW.status) OR NEW.status IN (100, 600)
         THEN ' Cancellation goes through a plan.' ELSE '' END
    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_moves';
"""

_REFUSE_STRANGER = """
RAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_CHANGE = """
RAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_EDIT = """
RAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
"""


def item_moves() -> pgtrigger.Trigger:
    """Refuse any status change that the table of moves does not have.

    A declared correction may move between correctable statuses. Nothing moves into or out of
    Cancellation waiting, and the status before it never changes: that is for plans.
    The whole rule stands in WHEN, so an allowed change never calls the function.
    """
    moves = " OR ".join(
        f"(OLD.status = {old} AND NEW.status IN ({', '.join(str(new) for _, new in pairs)}))"
        for old, pairs in groupby(ITEM_MOVES.pairs(), key=itemgetter(0))
    )
    correctable = ", ".join(str(int(status)) for status in sorted(CORRECTABLE))
    correction = (
        "(current_setting('omnitron.correction', true) <> ''"
        f" AND OLD.status IN ({correctable}) AND NEW.status IN ({correctable}))"
    )
    allowed = f"(OLD.status IS NOT DISTINCT FROM NEW.status OR {moves} OR {correction})"
    untouched = "OLD.status_before_cancellation IS NOT DISTINCT FROM NEW.status_before_cancellation"
    return pgtrigger.Trigger(
        name="item_moves",
        operation=pgtrigger.UpdateOf("status", "status_before_cancellation"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(({allowed} AND {untouched}) IS NOT TRUE)"),
        func=_REFUSE_MOVE,
    )


def belongs(*columns: str, name: str, unless: str) -> pgtrigger.Trigger:
    """Refuse a row, new or changed in these columns, unless an SQL condition holds for it.

    The condition looks the other row up by a function of SQL. A foreign key over several columns
    would say the same, at the price of an index that every change of that other row keeps.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(({unless}) IS NOT TRUE)"),
        func=_REFUSE_STRANGER.format(name=name),
    )


def never_changes(*columns: str, name: str) -> pgtrigger.Trigger:
    """Refuse a change of columns that `belongs` compares from elsewhere."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.UpdateOf(*columns),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"({changed})"),
        func=_REFUSE_CHANGE.format(name=name),
    )


def append_only(*, switch: str) -> list[pgtrigger.Trigger]:
    """Refuse every UPDATE, DELETE and TRUNCATE; UPDATE is let through under the named switch."""
    return [
        pgtrigger.Trigger(
            name="append_only_update",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition(
                f"(current_setting('{switch}', true) IS DISTINCT FROM 'on')"
            ),
            func=_REFUSE_EDIT,
        ),
        pgtrigger.Trigger(
            name="append_only_delete",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=_REFUSE_EDIT,
        ),
        pgtrigger.Trigger(
            name="append_only_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=_REFUSE_EDIT,
        ),
    ]
