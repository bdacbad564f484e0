"""One row for each order; of one that is seen in part, the row is made of the items seen."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from cancellations.states import REJECTING, ItemOutcome
from exports.kinds.base import Kind
from exports.kinds.columns import Column, Type, captions, literal
from exports.kinds.order_items import PAID
from orders.services.rolling_up import ORDER_STATUS
from orders.shown_status import CODES, ShownStatus
from orders.states import UNAPPROVED, Status
from payments.models import PaymentType

_UNAPPROVED = ", ".join(str(int(status)) for status in sorted(UNAPPROVED))
_SELLERS = """(
    SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM orders_seller AS s
    WHERE s.id = ANY({ids})
)"""
_REFUNDED = """(
    SELECT sum(t.refunded_amount) FROM payments_paymenttransaction AS t WHERE t.order_id = o.id
)"""


def _seen(whole: str, own: str) -> str:
    """One value of the order, or of the items seen of it."""
    return f"CASE WHEN own.order_id IS NULL THEN {whole} ELSE {own} END"


def _of_whole(sql: str) -> str:
    """One value of the order that is none of a seller's alone."""
    return f"CASE WHEN own.order_id IS NULL OR own.is_whole THEN {sql} END"


_STATUS_SEEN = _seen("o.status", "own.status")
# As `CancellationPlanItem.objects.rejected_orders_among`, asked only of canceled orders. Of a
# seller of whom one item is seen, all are.
_REJECTED = f"""(
    SELECT bool_and(EXISTS (
        SELECT FROM cancellations_cancellationplanitem AS entry
        JOIN cancellations_cancellationplan AS plan ON plan.id = entry.plan_id
        WHERE entry.item_id = i.id AND plan.source IN ({", ".join(map(literal, sorted(REJECTING)))})
            AND entry.outcome <> {literal(ItemOutcome.RELEASED)}
    ))
    FROM orders_orderitem AS i
    WHERE i.order_id = o.id AND i.status NOT IN ({_UNAPPROVED})
        AND (own.order_id IS NULL OR own.is_whole OR i.seller_id = ANY(own.seller_ids))
)"""


def _status() -> str:
    return captions(_STATUS_SEEN, Status.choices)


def _shown_status() -> str:
    """The word of Seller Center's list, by the rule of its list."""
    words = [(code, shown.label) for shown, codes in CODES.items() for code in codes]
    rejected = literal(str(ShownStatus.REJECTED.label))
    return (
        f"CASE WHEN {_STATUS_SEEN} = {Status.CANCELED:d} AND {_REJECTED} THEN {rejected}"
        f" ELSE {captions(_STATUS_SEEN, words)} END"
    )


def _payment_types() -> str:
    words = captions("code", PaymentType.choices)
    listed = "unnest(o.payment_types) WITH ORDINALITY AS listed (code, place)"
    return _of_whole(
        f"(SELECT string_agg(coalesce({words}, code), ', ' ORDER BY place) FROM {listed})"
    )


def _source(in_part: str) -> str:
    """FROM and WHERE; `in_part` tells of which orders the row is made of the items seen."""
    return f"""
        FROM orders_order AS o
        JOIN orders_saleschannel AS channel ON channel.id = o.channel_id
        LEFT JOIN orders_address AS address ON address.id = o.shipping_address_id
        LEFT JOIN (
            SELECT i.order_id, count(*) AS item_count, sum({PAID}) AS amount,
                sum(i.discount_amount) AS discount, sum(i.refunded_amount) AS refunded,
                array_agg(DISTINCT i.seller_id) AS seller_ids, bool_and({{whole}}) AS is_whole,
                {ORDER_STATUS.replace("item.", "i.")} AS status
            FROM orders_orderitem AS i
            JOIN orders_order AS o ON o.id = i.order_id
            WHERE i.id IN ({{items}}) AND {in_part}
            GROUP BY i.order_id
        ) AS own ON own.order_id = o.id
        WHERE o.id IN ({{orders}})
    """


AMOUNT = _seen("o.amount", "own.amount")

ORDERS = Kind(
    name="orders",
    label=_("Orders"),
    title=_("Export Orders"),
    columns=(
        Column("order_number", _("Order number"), "o.number"),
        Column("placed_at", _("Date placed"), "o.placed_at", Type.MOMENT),
        Column("status", _("Status"), _status),
        Column("channel", _("Channel"), "channel.name"),
        Column("customer", _("Customer"), "btrim(o.first_name || ' ' || o.last_name)"),
        Column("email", _("E-mail"), "o.email"),
        Column("phone", _("Phone"), "o.phone"),
        Column("city", _("City"), "address.city"),
        Column("country", _("Country"), "address.country"),
        Column(
            "sellers", _("Sellers"), _SELLERS.format(ids=_seen("o.seller_ids", "own.seller_ids"))
        ),
        Column("item_count", _("Item count"), _seen("o.item_count", "own.item_count"), Type.NUMBER),
        Column("currency", _("Currency"), "o.currency"),
        Column("amount", _("Amount"), AMOUNT, Type.AMOUNT),
        Column("discount", _("Discount"), _seen("o.discount_amount", "own.discount"), Type.AMOUNT),
        # Of the fee nothing is a seller's.
        Column(
            "shipping_amount",
            _("Shipping amount"),
            _of_whole("o.net_shipping_amount"),
            Type.AMOUNT,
        ),
        Column(
            "refunded_amount",
            _("Refunded amount"),
            _seen(f"coalesce({_REFUNDED}, 0)", "own.refunded"),
            Type.AMOUNT,
        ),
        Column("payment_types", _("Payment types"), _payment_types),
    ),
    source=_source("NOT ({whole})"),
    order=("o.id",),
    total=AMOUNT,
)

# In the words of its list, and without what waits for its approval beside other items.
ORDERS_IN_SELLER_CENTER = replace(
    ORDERS,
    source=_source(f"NOT ({{whole}} AND o.status NOT IN ({_UNAPPROVED}))"),
    columns=tuple(
        replace(column, sql=_shown_status) if column.name == "status" else column
        for column in ORDERS.columns
    ),
)
