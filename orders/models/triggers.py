"""Rules that PostgreSQL keeps whoever asks: page, file, API, admin or psql."""

import pgtrigger

from orders.states import CORRECTABLE, ITEM_MOVES

_REFUSE_MOVE = """
RAISE EXCEPTION 'Item % may not go from status % to status %.%', OLD.id, OLD.status, NEW.status,
    CASE WHEN 50 IN (OLD.status, NEW.status) OR NEW.status IN (100, 600)
         THEN ' Cancellation goes through a plan.' ELSE '' END
    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_moves';
"""

_OUT_OF_WAITING = """(OLD.status = 50 AND NEW.status_before_cancellation IS NULL
    AND NEW.status = CASE
        WHEN NEW.status = 100 AND OLD.status_before_cancellation < 500 THEN 100
        WHEN NEW.status = 600 AND OLD.status_before_cancellation >= 500 THEN 600
        ELSE OLD.status_before_cancellation END)"""

_REFUSE_STATUS = """
RAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_STRANGER = """
RAISE EXCEPTION '%: this row does not belong to the one that it names.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_CHANGE = """
RAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_DEACTIVATION = """
RAISE EXCEPTION 'Delivery setting % has packages that have not left yet.', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""

_REFUSE_DELETION = """
RAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
"""

_REFUSE_EDIT = """
RAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
"""

_REFUSE_START = """
RAISE EXCEPTION '{what} begins open.'
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
"""


def begins_open(column: str, value: str, *, name: str, what: str) -> pgtrigger.Trigger:
    """Refuse a new row that is not in its first state."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(NEW.{column} <> {str(value)!r})"),
        func=_REFUSE_START.format(name=name, what=what),
    )


def item_moves() -> pgtrigger.Trigger:
    """Refuse any status change that neither the table of moves nor an open plan allows.

    A declared correction may move between correctable statuses. The status before cancellation
    changes with a move into or out of Cancellation waiting only, which the open plan must be for:
    a cancellation below Shipped, a return from there on. The whole rule stands in WHEN, so an
    allowed change never calls the function; plans are looked up for moves of theirs alone.
    """
    correctable = ", ".join(str(int(status)) for status in sorted(CORRECTABLE))
    correction = (
        "(current_setting('omnitron.correction', true) <> ''"
        f" AND OLD.status IN ({correctable}) AND NEW.status IN ({correctable}))"
    )
    moves = ITEM_MOVES.as_sql()
    by_itself = f"(OLD.status IS NOT DISTINCT FROM NEW.status OR {moves} OR {correction})"
    untouched = "OLD.status_before_cancellation IS NOT DISTINCT FROM NEW.status_before_cancellation"
    held = "item_in_open_plan(OLD.id, COALESCE(OLD.status_before_cancellation, OLD.status))"
    by_plan = f"(({_into_waiting(correctable)} OR {_OUT_OF_WAITING}) AND {held})"
    return pgtrigger.Trigger(
        name="item_moves",
        operation=pgtrigger.UpdateOf("status", "status_before_cancellation"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            f"((({by_itself} AND {untouched}) OR {by_plan}) IS NOT TRUE)"
        ),
        func=_REFUSE_MOVE,
    )


def _into_waiting(live: str) -> str:
    return (
        f"(OLD.status IN ({live}) AND NEW.status = 50"
        " AND NEW.status_before_cancellation = OLD.status)"
    )


def status_moves(*, name: str, allowed: str) -> pgtrigger.Trigger:
    """Refuse any change of a status but those that an SQL condition over OLD and NEW allows."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.UpdateOf("status"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            f"((OLD.status IS NOT DISTINCT FROM NEW.status OR {allowed}) IS NOT TRUE)"
        ),
        func=_REFUSE_STATUS.format(name=name),
    )


def belongs(
    *columns: str, name: str, unless: str, when: pgtrigger.When = pgtrigger.Before
) -> pgtrigger.Trigger:
    """Refuse a row, new or changed in these columns, unless an SQL condition holds for it.

    The condition looks the other row up by a function of SQL. A foreign key over several columns
    would say the same, at the price of an index that every change of that other row keeps.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        when=when,
        condition=pgtrigger.Condition(f"(({unless}) IS NOT TRUE)"),
        func=_REFUSE_STRANGER.format(name=name),
    )


def never_changes(
    *columns: str, name: str, when: pgtrigger.When = pgtrigger.Before
) -> pgtrigger.Trigger:
    """Refuse a change of columns that `belongs` compares from elsewhere."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.UpdateOf(*columns),
        when=when,
        condition=pgtrigger.Condition(f"({changed})"),
        func=_REFUSE_CHANGE.format(name=name),
    )


def stays_active(*, name: str, while_: str) -> pgtrigger.Trigger:
    """Refuse to deactivate a row while an SQL condition over it holds."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.UpdateOf("is_active"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"(OLD.is_active AND NOT NEW.is_active AND {while_})"),
        func=_REFUSE_DEACTIVATION.format(name=name),
    )


def append_only(*, switch: str = "") -> list[pgtrigger.Trigger]:
    """Refuse every UPDATE, DELETE and TRUNCATE; UPDATE is let through under the named switch."""
    guarded = f"(current_setting('{switch}', true) IS DISTINCT FROM 'on')"
    return [
        pgtrigger.Trigger(
            name="append_only_update",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition(guarded) if switch else None,
            func=_REFUSE_EDIT,
        ),
        *never_deleted(name="append_only", refuse=_REFUSE_EDIT),
    ]


def never_deleted(*, name: str, refuse: str = _REFUSE_DELETION) -> list[pgtrigger.Trigger]:
    """Refuse every DELETE and TRUNCATE."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_delete",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=refuse,
        ),
        pgtrigger.Trigger(
            name=f"{name}_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=refuse,
        ),
    ]
