"""What each row of a file would do, worked out by PostgreSQL for all of them at once.

The preview and the chunks that are applied ask the same query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from bulk_updates.columns import CLEAR
from bulk_updates.names import names
from bulk_updates.parcel_rules import ABOUT_PARCEL
from bulk_updates.scopes import SCOPES
from orders.models import Order
from orders.states import FINAL, UNAPPROVED, Status

if TYPE_CHECKING:
    from omnitron.accounts.models import User

# Cancellation goes through a plan, and so does what leads out of it.
BY_PLAN = frozenset({Status.CANCELLATION_WAITING, *FINAL})
LONGEST_NUMBER = 128
LONGEST_URL = 500
# What a spreadsheet makes of a long number.
_DAMAGED = "'^[+-]?[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+$'"

# Names are looked up once for each that a batch has, not once for each entry.
_GIVEN = """
    given AS MATERIALIZED (
        SELECT entry.line, entry.order_number, entry.order_item_id, entry.row_version, entry.status,
            entry.shipping_company, entry.tracking_number, entry.invoice_number, entry.invoice_date,
            entry.e_archive_url, entry.reason AS found_before, entry.column AS column_before,
            entry.reason_values AS values_before,
            CASE WHEN entry.order_item_id ~ '^[0-9]{{1,18}}$' THEN entry.order_item_id::bigint END
                AS item_key,
            CASE WHEN entry.row_version ~ '^[0-9]{{1,9}}$' THEN entry.row_version::integer END
                AS version_key,
            CASE WHEN entry.invoice_date ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$'
                    THEN entry.invoice_date
                WHEN entry.invoice_date ~ '^[0-9]{{1,2}}[.][0-9]{{1,2}}[.][0-9]{{4}}$' THEN
                    split_part(entry.invoice_date, '.', 3)
                    || '-' || split_part(entry.invoice_date, '.', 2)
                    || '-' || split_part(entry.invoice_date, '.', 1)
            END AS iso_date
        FROM bulk_updates_bulkupdaterow AS entry
        WHERE entry.bulk_update_id = %(bulk_update)s AND {condition}
    ),
    named_status AS (
        SELECT word.status AS word, known.code
        FROM (SELECT DISTINCT status FROM given WHERE status IS NOT NULL) AS word
        JOIN unnest(%(status_names)s::text[], %(status_codes)s::int[]) AS known (name, code)
            ON omnitron_fold(known.name) = omnitron_fold(word.status)
        GROUP BY word.status, known.code
    ),
    named_company AS (
        SELECT word.shipping_company AS word, known.id
        FROM (
            SELECT DISTINCT shipping_company FROM given WHERE shipping_company IS NOT NULL
        ) AS word
        JOIN unnest(%(company_names)s::text[], %(company_ids)s::bigint[]) AS known (name, id)
            ON known.name = omnitron_fold(word.shipping_company)
    )
"""

# An item that is not visible is looked for in vain, as if it did not exist.
_FOUND = """
    found AS (
        SELECT given.*, item.id AS item_id, item.order_id, item.package_id, ordered.number,
            item.version,
            item.status AS status_now, coalesce(named_status.code, item.status) AS status_then,
            item.shipping_company_id AS company_now,
            CASE WHEN given.shipping_company = %(clear)s THEN NULL
                ELSE coalesce(named_company.id, item.shipping_company_id) END AS company_then,
            company.is_active AS company_is_active,
            nullif(coalesce(given.tracking_number, item.tracking_number), %(clear)s)
                AS tracking_then,
            named_status.code AS status_code, named_company.id AS company_id,
            item.tracking_number AS tracking_now, item.invoice_number AS invoice_now,
            item.invoice_date AS date_now, item.e_archive_url AS url_now,
            pg_input_is_valid(given.iso_date, 'date') AS date_is_valid
        FROM given
        LEFT JOIN (
            orders_orderitem AS item
            JOIN ({visible}) AS ordered ON ordered.id = item.order_id AND {own}
        ) ON item.id = given.item_key
        LEFT JOIN named_status ON named_status.word = given.status
        LEFT JOIN named_company ON named_company.word = given.shipping_company
        LEFT JOIN orders_shippingcompany AS company ON company.id = named_company.id
    )
"""

_OWN_SHOWN = f"""item.seller_id = ANY(%(own_sellers)s)
    AND item.status NOT IN ({", ".join(str(int(status)) for status in sorted(UNAPPROVED))})"""

# The first thing that speaks against a row, from the left to the right of the template.
_JUDGED = """
    judged AS (
        SELECT found.*, CASE
            WHEN found_before <> '' THEN column_before || ':' || found_before
            WHEN order_number IS NULL THEN 'order_number:key_missing'
            WHEN order_number ~ {damaged} THEN 'order_number:damaged_number'
            WHEN order_item_id IS NULL THEN 'order_item_id:key_missing'
            WHEN order_item_id ~ {damaged} THEN 'order_item_id:damaged_number'
            WHEN item_id IS NULL THEN 'order_item_id:unknown_item'
            WHEN number <> order_number THEN 'order_item_id:item_of_other_order'
            WHEN row_version IS NOT NULL AND (version_key IS NULL OR version_key > version)
                THEN 'row_version:bad_version'
            WHEN version_key <> version THEN 'row_version:changed_since_export'
            WHEN status = %(clear)s THEN 'status:cannot_be_emptied'
            WHEN status IS NOT NULL AND status_code IS NULL THEN 'status:unknown_status'
            WHEN status_then <> status_now AND (status_now, status_then) NOT IN ({moves}) THEN
                CASE WHEN status_then IN ({by_plan}) AND status_now NOT IN ({by_plan})
                    THEN 'status:needs_plan' ELSE 'status:move_not_allowed' END
            WHEN shipping_company <> %(clear)s AND company_id IS NULL
                THEN 'shipping_company:unknown_company'
            WHEN company_id = -1 THEN 'shipping_company:ambiguous_company'
            WHEN company_id IS DISTINCT FROM company_now AND NOT company_is_active
                THEN 'shipping_company:inactive_company'
            WHEN tracking_number ~ {damaged} THEN 'tracking_number:damaged_number'
            WHEN length(tracking_number) > {longest_number} THEN 'tracking_number:too_long'
            {about_parcel}
            WHEN invoice_number ~ {damaged} THEN 'invoice_number:damaged_number'
            WHEN length(invoice_number) > {longest_number} THEN 'invoice_number:too_long'
            WHEN invoice_date <> %(clear)s AND date_is_valid IS NOT TRUE
                THEN 'invoice_date:bad_date'
            WHEN date_is_valid AND iso_date::date > %(today)s
                AND iso_date::date IS DISTINCT FROM date_now THEN 'invoice_date:date_in_future'
            WHEN e_archive_url <> %(clear)s AND e_archive_url !~* '^https?://[^\\s/]+\\S*$'
                THEN 'e_archive_url:bad_url'
            WHEN length(e_archive_url) > {longest_url} THEN 'e_archive_url:too_long'
        END AS refusal
        FROM found
    )
"""

_CHANGES = """
    changing AS (
        SELECT judged.*, CASE WHEN refusal IS NULL THEN
            {of_status} || {of_company} || {of_tracking} || {of_invoice} || {of_date} || {of_url}
        END AS changes
        FROM judged
    )
"""

_CHECKED = """
    checked AS (
        SELECT line, item_id, order_id, version,
            CASE WHEN refusal IS NOT NULL THEN 'refused'
                WHEN changes = '{{}}' THEN 'unchanged' ELSE 'change' END AS outcome,
            coalesce(split_part(refusal, ':', 2), '') AS reason,
            coalesce(split_part(refusal, ':', 1), '') AS about,
            CASE
                WHEN found_before <> '' THEN values_before
                WHEN refusal LIKE '%%:item_of_other_order' THEN jsonb_build_object('order', number)
                WHEN refusal LIKE '%%:changed_since_export'
                    THEN jsonb_build_object('version', version)
                WHEN refusal LIKE 'status:%%' AND status_code IS NOT NULL
                    THEN jsonb_build_object('before', status_now, 'after', status_then)
            END AS reason_values,
            nullif(changes, '{{}}') AS changes
        FROM changing
    )
"""


def checked(condition: str, *, actor: User, panel: str) -> tuple[str, dict[str, Any]]:
    """SQL whose last common table `checked` judges the rows for which a condition holds.

    The condition is SQL over `entry`; the statement needs the parameter `bulk_update` besides those
    that are returned. `checked` has line, item_id, order_id, version, outcome, reason, about (a
    column), reason_values and changes.
    """
    scope = SCOPES[panel]
    visible, parameters = _visible_orders(actor, panel)
    own = _OWN_SHOWN if scope.own_items_only else "TRUE"
    parameters["own_sellers"] = actor.seller_ids if scope.own_items_only else []
    by_plan = ", ".join(str(int(status)) for status in sorted(BY_PLAN))
    parts = (
        _GIVEN.format(condition=condition),
        _FOUND.format(visible=visible, own=own),
        _JUDGED.format(
            damaged=_DAMAGED,
            moves=", ".join(f"({old}, {new})" for old, new in scope.moves),
            by_plan=by_plan,
            about_parcel=ABOUT_PARCEL if scope.ships_as_packages else "",
            longest_number=LONGEST_NUMBER,
            longest_url=LONGEST_URL,
        ),
        _CHANGES.format(
            of_status=_change("status", "status_now", "status_then"),
            of_company=_change("shipping_company", "company_now", "company_then"),
            of_tracking=_text_change("tracking_number", "tracking_now"),
            of_invoice=_text_change("invoice_number", "invoice_now"),
            of_date=_date_change(),
            of_url=_text_change("e_archive_url", "url_now"),
        ),
        _CHECKED.format(),
    )
    parameters["today"] = timezone.localdate(timezone=ZoneInfo(actor.time_zone))
    return f"WITH {','.join(parts)}", {**parameters, **names(), "clear": CLEAR}


def _change(column: str, now: str, then: str) -> str:
    return (
        f"CASE WHEN {then} IS DISTINCT FROM {now}"
        f" THEN jsonb_build_object('{column}', jsonb_build_array({now}, {then}))"
        " ELSE '{}' END"
    )


def _text_change(column: str, now: str) -> str:
    then = (
        f"coalesce(nullif({column}, %(clear)s), CASE WHEN {column} IS NULL THEN {now} ELSE '' END)"
    )
    return _change(column, now, then)


def _date_change() -> str:
    # A text that is no date never comes here: its row is refused.
    then = (
        "CASE WHEN invoice_date IS NULL THEN date_now"
        " WHEN invoice_date <> %(clear)s AND date_is_valid THEN iso_date::date END"
    )
    return _change("invoice_date", "date_now", then)


def _visible_orders(actor: User, panel: str) -> tuple[str, dict[str, Any]]:
    """The orders that a person may see, as SQL with named parameters."""
    orders = Order.objects.visible_to(actor, panel).order_by().values("id", "number")
    # Somebody without any channel has a query, too: it finds nothing.
    compiler = orders.query.get_compiler(connection=connection, elide_empty=False)
    sql, values = compiler.as_sql()
    keys = [f"visible_{at}" for at in range(len(values))]
    named = sql % tuple(f"%({key})s" for key in keys) if values else sql
    return named, dict(zip(keys, values, strict=True))


def execute(sql: str, parameters: dict[str, Any]) -> int:
    """Run a statement; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
