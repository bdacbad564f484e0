"""Writing the prepared rows into the product's tables, a statement for each table."""

from django.db.backends.utils import CursorWrapper

from orders.delivering import default_delivery, ship_by
from orders.services.loading import loading
from orders.services.rolling_up import (
    HAS_SHOWN,
    IS_HELD,
    LOWEST_OF_PACKAGE,
    ORDER_COLUMNS,
    package_status,
)
from payments.services.rolling_up import PAYMENT_TYPES

_DERIVED = ", ".join(f"{sql} AS {name}" for name, sql in ORDER_COLUMNS.items())

# The data has no names of sellers: what it knows of one is where they are.
SELLERS = """
    INSERT INTO orders_seller (code, name, email, is_active)
    SELECT seller_id,
        concat_ws(' · ', 'Seller ' || left(seller_id, 8),
            nullif(concat_ws(', ', nullif(seller_city, ''), nullif(seller_state, '')), '')),
        '', true
    FROM olist_sellers ORDER BY line
    ON CONFLICT (code) DO NOTHING
"""

CUSTOMERS = """
    INSERT INTO orders_customer
        (channel_id, channel_code, email, first_name, last_name, phone_number, is_active)
    SELECT DISTINCT %(channel)s::bigint, channel_code, '', '', '', '', true
    FROM olist_new_order ORDER BY channel_code
    ON CONFLICT (channel_id, channel_code) DO NOTHING
"""

ADDRESSES = """
    INSERT INTO orders_address (customer_id, first_name, last_name, phone, line, district,
        township, city, country, postcode, company_name, tax_office, tax_no, identity_number)
    SELECT DISTINCT customer.id, '', '', '', '', '', o.state, o.city, 'BR', o.postcode,
        '', '', '', ''
    FROM olist_new_order AS o
    JOIN orders_customer AS customer
        ON customer.channel_id = %(channel)s AND customer.channel_code = o.channel_code
    WHERE NOT EXISTS (
        SELECT FROM orders_address AS known
        WHERE known.customer_id = customer.id
            AND (known.township, known.city, known.postcode) = (o.state, o.city, o.postcode))
"""

# Of an order that was canceled the file alone tells whether it was approved before.
# An edit in the product may have given a customer the same place twice: the oldest counts.
ORDERS = f"""
    INSERT INTO orders_order (
        number, channel_id, customer_id, first_name, last_name, email, phone,
        billing_address_id, shipping_address_id, status, placed_at, client_type, language_code,
        currency, amount, shipping_amount, net_shipping_amount, shipping_tax_rate,
        shipping_reserved, shipping_refunded, discount_amount, installment_count,
        installment_interest_amount, payment_option_fee, is_send, delivery_type, cargo_company,
        notes, has_gift_box, gift_box_note, extra_field, version, created_at, modified_at,
        item_count, cancellation_waiting, seller_ids, shipping_company_ids, payment_types,
        approved_at)
    SELECT
        o.number, customer.channel_id, customer.id, '', '', '', '',
        address.id, address.id, coalesce(lines.status, o.status), o.placed_at, 'default', '',
        'BRL', coalesce(lines.price + lines.freight + lines.interest, 0),
        coalesce(lines.freight, 0), coalesce(lines.freight, 0), 0,
        0, 0, 0, coalesce(payments.installment_count, 1),
        coalesce(lines.interest, 0), 0, true, '', '',
        '', false, '', jsonb_strip_nulls(jsonb_build_object('order_status', o.order_status,
            'approved_at', o.approved_at, 'shipped_at', o.shipped_at)), 1, now(), now(),
        coalesce(lines.item_count, 0), coalesce(lines.cancellation_waiting, false),
        coalesce(lines.seller_ids, '{{}}'), coalesce(lines.shipping_company_ids, '{{}}'),
        coalesce(payments.payment_types, '{{}}'),
        CASE WHEN o.status >= 400 THEN coalesce(o.approved_at, o.placed_at)
            WHEN o.status = 100 THEN o.approved_at END
    FROM olist_new_order AS o
    JOIN orders_customer AS customer
        ON customer.channel_id = %(channel)s AND customer.channel_code = o.channel_code
    CROSS JOIN LATERAL (
        SELECT min(known.id) AS id FROM orders_address AS known
        WHERE known.customer_id = customer.id
            AND (known.township, known.city, known.postcode) = (o.state, o.city, o.postcode)
    ) AS address
    LEFT JOIN (
        SELECT order_number, {_DERIVED}, sum(price) AS price, sum(freight) AS freight,
            sum(interest) AS interest
        FROM olist_new_line AS item GROUP BY order_number
    ) AS lines ON lines.order_number = o.number
    LEFT JOIN (
        SELECT order_number, {PAYMENT_TYPES} AS payment_types,
            max(installment_count) AS installment_count
        FROM olist_new_payment AS payment GROUP BY order_number
    ) AS payments ON payments.order_number = o.number
    ORDER BY o.placed_at, o.number
"""

# The data has no carriers: only what has not left yet is given one, by its delivery setting. It
# tells when an order was handed over and arrived, not each parcel.
PACKAGES = f"""
    INSERT INTO orders_package (number, order_id, channel_id, seller_id, status, placed_at,
        delivery_setting_id, shipping_company_id, ship_by, preparing_at, shipped_at, delivered_at,
        tracking_number, created_at, modified_at, is_shown, is_held)
    SELECT o.number || '-' || row_number() OVER (PARTITION BY o.id ORDER BY parcel.first_line),
        o.id, o.channel_id, parcel.seller_id, parcel.status, o.placed_at,
        setting.id, CASE WHEN parcel.lowest < 500 THEN setting.shipping_company_id END,
        coalesce(parcel.ship_by, {ship_by("o.placed_at", "setting.handling_days")}),
        CASE WHEN parcel.lowest >= 450 THEN coalesce(file.approved_at, o.placed_at) END,
        CASE WHEN parcel.lowest >= 500 THEN coalesce(file.shipped_at, parcel.ship_by) END,
        CASE WHEN parcel.lowest >= 544 THEN coalesce(file.delivered_at, file.estimated_at) END,
        '', now(), now(), parcel.has_shown AND o.approved_at IS NOT NULL, parcel.is_held
    FROM (
        SELECT order_number, seller_id, min(line_number) AS first_line, max(ship_by) AS ship_by,
            {LOWEST_OF_PACKAGE} AS lowest,
            {package_status(ready_at="NULL", failed_at="NULL")} AS status,
            {HAS_SHOWN} AS has_shown, {IS_HELD} AS is_held
        FROM olist_new_line AS item GROUP BY order_number, seller_id
    ) AS parcel
    JOIN olist_new_order AS file ON file.number = parcel.order_number
    JOIN orders_order AS o ON o.number = parcel.order_number
    LEFT JOIN orders_deliverysetting AS setting
        ON setting.id = {default_delivery("parcel.seller_id")}
    ORDER BY o.id, parcel.first_line
"""

ITEMS = """
    INSERT INTO orders_orderitem (
        order_id, line_number, seller_id, sku, name, attributes, image_url, non_returnable,
        quantity, retail_price, price, discount_amount, net_amount,
        installment_interest_amount, tax_rate, tax_amount, reserved_amount, refunded_amount,
        status, package_id, tracking_number, carrier_shipping_code,
        invoice_number, e_archive_url, delivered_date, estimated_delivery_date, extra_field,
        version)
    SELECT
        o.id, line.line_number, line.seller_id, line.sku, line.name, line.attributes, '', false,
        1, line.price, line.price, 0, line.price,
        line.interest, 0, 0, 0, 0,
        line.status, package.id, '', '',
        '', '', file.delivered_at, file.estimated_at,
        jsonb_strip_nulls(jsonb_build_object(
            'category', line.category, 'freight', line.freight,
            'shipping_limit_date', line.ship_by)),
        1
    FROM olist_new_line AS line
    JOIN olist_new_order AS file ON file.number = line.order_number
    JOIN orders_order AS o ON o.number = line.order_number
    JOIN orders_package AS package
        ON package.order_id = o.id AND package.seller_id = line.seller_id
    ORDER BY o.id, line.line_number
"""

TRANSACTIONS = """
    INSERT INTO payments_paymenttransaction (
        order_id, payment_type, gateway, gateway_reference, amount, currency, captured_at,
        installment_count, card_mask, reserved_amount, refunded_amount, created_at)
    SELECT o.id, payment.payment_type, payment.gateway,
        payment.order_number || '-' || payment.sequential, payment.amount, o.currency,
        payment.captured_at, payment.installment_count, payment.card_mask, 0, 0, o.placed_at
    FROM olist_new_payment AS payment
    JOIN orders_order AS o ON o.number = payment.order_number
    ORDER BY o.id, payment.sequential
"""

EVENTS = """
    INSERT INTO orders_orderevent
        (order_id, kind, at, actor_type, actor_name, cause, changes, note)
    SELECT order_id, kind, at, actor_type, actor_name, '', changes, ''
    FROM (
        SELECT o.id AS order_id, 'placed' AS kind, o.placed_at AS at, 'system' AS actor_type,
            channel.name AS actor_name, '{}'::jsonb AS changes, 0 AS place
        FROM olist_new_order AS file
        JOIN orders_order AS o ON o.number = file.number
        JOIN orders_saleschannel AS channel ON channel.id = o.channel_id
        UNION ALL
        SELECT o.id, 'payment_recorded', payment.captured_at, 'gateway', payment.gateway,
            jsonb_build_object('captured_amount', jsonb_build_array(NULL, payment.amount::text)),
            payment.sequential
        FROM olist_new_payment AS payment
        JOIN orders_order AS o ON o.number = payment.order_number
        WHERE payment.captured_at IS NOT NULL
    ) AS story
    ORDER BY order_id, at, place
"""

# A load is no change: whoever asks what changed is not told of it.
REVISIONS = """
    INSERT INTO orders_revision (kind, object_id, channel_id, revision, changed_at,
        acknowledged, is_due, announced, is_unannounced)
    SELECT 'order', o.id, o.channel_id, 1, o.modified_at, 1, false, 1, false
    FROM olist_new_order AS file JOIN orders_order AS o ON o.number = file.number
    ORDER BY o.id
"""


def write(cursor: CursorWrapper, *, channel_id: int) -> int:
    """Insert the prepared orders with everything of theirs; how many orders it was."""
    cursor.execute(CUSTOMERS, {"channel": channel_id})
    cursor.execute(ADDRESSES, {"channel": channel_id})
    cursor.execute(ORDERS, {"channel": channel_id})
    orders: int = cursor.rowcount
    with loading():
        for statement in (PACKAGES, ITEMS, TRANSACTIONS, EVENTS, REVISIONS):
            cursor.execute(statement)
    return orders
