"""One row for each order line; the first nine columns are what a bulk update reads back."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from exports.kinds.base import Kind
from exports.kinds.columns import Column, Type, captions
from orders.models import OrderItem
from orders.states import Status


def _status() -> str:
    """The English words: a file that is uploaded again has to be read in any language."""
    with override("en"):
        return captions("i.status", Status.choices)


def _cancel_status() -> str:
    return captions("i.cancel_status", OrderItem.CancelStatus.choices)


# Attributes are mostly few words by name; whatever else they are is left as it is.
_ATTRIBUTES = """CASE WHEN jsonb_typeof(i.attributes) = 'object' THEN (
    SELECT string_agg(key || ': ' || value, ', ' ORDER BY key) FROM jsonb_each_text(i.attributes)
) ELSE i.attributes::text END"""

# Looked up only for the few items that somebody asked to cancel or return.
_REASON = """CASE WHEN i.cancel_status IS NOT NULL THEN (
    SELECT reason.subject
    FROM cancellations_cancellationplanitem AS plan_item
    JOIN cancellations_cancellationreason AS reason ON reason.id = plan_item.reason_id
    WHERE plan_item.item_id = i.id
    ORDER BY plan_item.id DESC LIMIT 1
) END"""

PAID = "i.net_amount + i.installment_interest_amount"

# By these headers a bulk update reads them, in every language.
READ_BACK = (
    Column("order_number", "order_number", "o.number", label=_("Order number")),
    Column("order_item_id", "order_item_id", "i.id", Type.NUMBER, label=_("Item id")),
    Column("row_version", "row_version", "i.version", Type.NUMBER, label=_("Row version")),
    Column("status", "status", _status, label=_("Status")),
    Column("shipping_company", "shipping_company", "company.code", label=_("Shipping company")),
    Column("e_archive_url", "e_archive_url", "i.e_archive_url", Type.URL, label=_("E-archive URL")),
    Column("invoice_number", "invoice_number", "i.invoice_number", label=_("Invoice number")),
    Column("invoice_date", "invoice_date", "i.invoice_date", Type.DATE, label=_("Invoice date")),
    Column("tracking_number", "tracking_number", "i.tracking_number", label=_("Tracking number")),
)

ORDER_ITEMS = Kind(
    name="order_items",
    label=_("Order items"),
    title=_("Export Order Items"),
    columns=(
        *READ_BACK,
        Column("placed_at", _("Date placed"), "o.placed_at", Type.MOMENT),
        Column("seller", _("Seller"), "seller.name"),
        Column("sku", _("SKU"), "i.sku"),
        Column("product", _("Product"), "i.name"),
        Column("attributes", _("Attributes"), _ATTRIBUTES),
        Column("quantity", _("Quantity"), "i.quantity", Type.NUMBER),
        Column("currency", _("Currency"), "o.currency"),
        Column("price", _("Price"), "i.price", Type.AMOUNT),
        Column("discount", _("Discount"), "i.discount_amount", Type.AMOUNT),
        Column("paid", _("Paid"), PAID, Type.AMOUNT),
        Column("tax_rate", _("Tax rate"), "i.tax_rate", Type.DECIMAL),
        Column("package", _("Package"), "package.number"),
        Column("cancel_status", _("Cancel status"), _cancel_status),
        Column("cancellation_reason", _("Cancellation reason"), _REASON),
        Column("refunded_amount", _("Refunded amount"), "i.refunded_amount", Type.AMOUNT),
    ),
    source="""
        FROM orders_orderitem AS i
        JOIN orders_order AS o ON o.id = i.order_id
        LEFT JOIN orders_seller AS seller ON seller.id = i.seller_id
        LEFT JOIN orders_package AS package ON package.id = i.package_id
        LEFT JOIN orders_shippingcompany AS company ON company.id = i.shipping_company_id
        WHERE i.id IN ({items})
    """,
    order=("i.order_id", "i.line_number"),
    total=PAID,
    counts_items=True,
)
