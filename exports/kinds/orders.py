"""One row for each order; of one that is seen in part, the row is made of the items seen."""

from django.utils.translation import gettext_lazy as _

from exports.kinds.base import Kind
from exports.kinds.columns import Column, Type, captions
from exports.kinds.order_items import PAID
from orders.services.rolling_up import ORDER_STATUS
from orders.states import Status
from payments.models import PaymentType

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


def _status() -> str:
    return captions(_seen("o.status", "own.status"), Status.choices)


def _payment_types() -> str:
    words = captions("code", PaymentType.choices)
    listed = "unnest(o.payment_types) WITH ORDINALITY AS listed (code, place)"
    return f"(SELECT string_agg(coalesce({words}, code), ', ' ORDER BY place) FROM {listed})"


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
            _seen("o.net_shipping_amount", "NULL"),
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
    source=f"""
        FROM orders_order AS o
        JOIN orders_saleschannel AS channel ON channel.id = o.channel_id
        LEFT JOIN orders_address AS address ON address.id = o.shipping_address_id
        LEFT JOIN (
            SELECT i.order_id, count(*) AS item_count, sum({PAID}) AS amount,
                sum(i.discount_amount) AS discount, sum(i.refunded_amount) AS refunded,
                array_agg(DISTINCT i.seller_id) AS seller_ids,
                {ORDER_STATUS.replace("item.", "i.")} AS status
            FROM orders_orderitem AS i
            JOIN orders_order AS o ON o.id = i.order_id
            WHERE i.id IN ({{items}}) AND NOT ({{whole}})
            GROUP BY i.order_id
        ) AS own ON own.order_id = o.id
        WHERE o.id IN ({{orders}})
    """,
    order=("o.id",),
    total=AMOUNT,
)
