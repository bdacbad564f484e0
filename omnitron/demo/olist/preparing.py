"""From the staged files to rows in our own terms: which orders are new, and what they hold."""

from django.db.backends.utils import CursorWrapper

from omnitron.core.money import allocate
from omnitron.demo import scratch
from omnitron.demo.olist.tables import PAYMENT_WAYS, STATUSES

CURRENCY = "BRL"
TIME_ZONE = "America/Sao_Paulo"

_STATUS = " ".join(f"WHEN '{name}' THEN {int(status)}" for name, status in STATUSES.items())
_WAYS = ", ".join(
    f"('{name}', '{way.payment_type.value}', '{way.gateway}', '{way.card_mask}')"
    for name, way in PAYMENT_WAYS.items()
)


def _time(column: str) -> str:
    return f"nullif({column}, '')::timestamp AT TIME ZONE '{TIME_ZONE}'"


_ORDERS = f"""
    SELECT order_id AS number,
        customer_unique_id AS channel_code,
        customer_zip_code_prefix AS postcode,
        customer_city AS city,
        customer_state AS state,
        order_status,
        (CASE order_status {_STATUS} END)::smallint AS status,
        {_time("order_purchase_timestamp")} AS placed_at,
        {_time("order_approved_at")} AS approved_at,
        {_time("order_delivered_carrier_date")} AS shipped_at,
        {_time("order_delivered_customer_date")} AS delivered_at,
        {_time("order_estimated_delivery_date")} AS estimated_at
    FROM (
        SELECT * FROM olist_orders ORDER BY order_purchase_timestamp, order_id LIMIT %(limit)s
    ) AS chosen
    JOIN olist_customers USING (customer_id)
    WHERE NOT EXISTS (SELECT FROM orders_order WHERE orders_order.number = order_id)
"""

_CATEGORY = """replace(coalesce(
    nullif(product_category_name_english, ''), nullif(product.product_category_name, '')
), '_', ' ')"""

_LINES = f"""
    SELECT o.number AS order_number,
        file.order_item_id::integer AS line_number,
        seller.id AS seller_id,
        o.status,
        NULL::smallint AS status_before_cancellation,
        NULL::bigint AS shipping_company_id,
        file.product_id AS sku,
        coalesce(upper(left({_CATEGORY}, 1)) || substr({_CATEGORY}, 2),
            'Product ' || left(file.product_id, 8)) AS name,
        jsonb_strip_nulls(jsonb_build_object(
            'weight_g', nullif(product_weight_g, '')::numeric,
            'length_cm', nullif(product_length_cm, '')::numeric,
            'height_cm', nullif(product_height_cm, '')::numeric,
            'width_cm', nullif(product_width_cm, '')::numeric)) AS attributes,
        nullif(product.product_category_name, '') AS category,
        file.price::numeric AS price,
        file.freight_value::numeric AS freight,
        0::numeric AS interest,
        {_time("shipping_limit_date")} AS ship_by
    FROM olist_new_order AS o
    JOIN olist_items AS file ON file.order_id = o.number
    JOIN orders_seller AS seller ON seller.code = file.seller_id
    JOIN olist_products AS product ON product.product_id = file.product_id
    LEFT JOIN olist_categories AS category
        ON category.product_category_name = product.product_category_name
"""

# Without a time of approval a payment counts as captured at placement where the status says that
# the order was approved, else as not captured.
_PAYMENTS = f"""
    SELECT o.number AS order_number,
        file.payment_sequential::integer AS sequential,
        way.payment_type,
        way.gateway,
        way.card_mask,
        file.payment_value::numeric AS amount,
        greatest(file.payment_installments::integer, 1) AS installment_count,
        coalesce(o.approved_at, CASE WHEN o.status BETWEEN 400 AND 599 THEN o.placed_at END)
            AS captured_at
    FROM olist_new_order AS o
    JOIN olist_payments AS file ON file.order_id = o.number
    JOIN (VALUES {_WAYS}) AS way (name, payment_type, gateway, card_mask)
        ON way.name = file.payment_type
"""

_INTEREST = """
    SELECT order_number, paid - due, line_numbers, prices
    FROM (
        SELECT order_number, sum(price + freight) AS due,
            array_agg(line_number ORDER BY line_number) AS line_numbers,
            array_agg(price ORDER BY line_number) AS prices
        FROM olist_new_line GROUP BY order_number
    ) AS lines
    JOIN (
        SELECT order_number, sum(amount) AS paid
        FROM olist_new_payment GROUP BY order_number
        HAVING bool_or(gateway = 'sandbox' AND installment_count > 1)
    ) AS payments USING (order_number)
    WHERE paid > due
"""


def prepare(cursor: CursorWrapper, *, limit: int | None) -> None:
    """Lay out the first orders by time of purchase that are not there yet, and their rows."""
    scratch.fill(cursor, "olist_new_order", _ORDERS, {"limit": limit})
    scratch.fill(cursor, "olist_new_line", _LINES)
    scratch.fill(cursor, "olist_new_payment", _PAYMENTS)
    _explain_by_interest(cursor)


def _explain_by_interest(cursor: CursorWrapper) -> None:
    """Where a card paid by installments paid more than was due, the rest was its interest."""
    cursor.execute(_INTEREST)
    shares = [
        (share, number, line)
        for number, interest, lines, prices in cursor.fetchall()
        for line, share in zip(lines, allocate(interest, prices, CURRENCY), strict=True)
    ]
    cursor.executemany(
        "UPDATE olist_new_line SET interest = %s WHERE order_number = %s AND line_number = %s",
        shares,
    )
