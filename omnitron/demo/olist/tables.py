"""The files of the data set: their columns, and what a cell must be."""

from dataclasses import dataclass, field
from typing import NamedTuple

from orders.states import Status
from payments.models import PaymentType

# An order without goods on their way tells by its own status what became of it.
STATUSES = {
    "created": Status.WAITING,
    "approved": Status.APPROVED,
    "unavailable": Status.APPROVED,
    "invoiced": Status.PREPARING,
    "processing": Status.PREPARING,
    "shipped": Status.SHIPPED,
    "delivered": Status.DELIVERED,
    "canceled": Status.CANCELED,
}


class Way(NamedTuple):
    """How a payment type of the files is paid here."""

    payment_type: PaymentType
    gateway: str
    card_mask: str = ""


PAYMENT_WAYS = {
    "credit_card": Way(PaymentType.CREDIT_CARD, "sandbox"),
    "debit_card": Way(PaymentType.CREDIT_CARD, "sandbox", "debit card"),
    "boleto": Way(PaymentType.FUNDS_TRANSFER, "manual"),
    "voucher": Way(PaymentType.LOYALTY_MONEY, "internal"),
}


class Rule(NamedTuple):
    """What a cell must be: SQL over `cell`, and the words for a cell that is not."""

    condition: str
    complaint: str


def _text(longest: int) -> Rule:
    return Rule(f"length(cell) <= {longest}", f"is longer than {longest} characters")


def _one_of(values: dict[str, object]) -> Rule:
    names = sorted(values)
    listed = ", ".join(f"'{name}'" for name in names)
    return Rule(f"cell IN ({listed})", f"is none of {', '.join(names)}")


_IS_TIME = r"cell ~ '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$' AND pg_input_is_valid(cell, 'timestamp')"
_NO_TIME = "is no date and time like 2017-10-02 10:56:33"

ID = Rule(r"cell ~ '^[[:graph:]]{1,50}$'", "is no id of 1 to 50 characters without spaces")
AMOUNT = Rule(r"cell ~ '^\d{1,9}(\.\d{1,2})?$'", "is no amount like 129.90")
COUNT = Rule(r"cell ~ '^\d{1,4}$'", "is no whole number up to 9999")
PLACE_IN_ORDER = Rule(r"cell ~ '^[1-9]\d{0,3}$'", "is no whole number from 1 to 9999")
MEASURE = Rule(r"cell ~ '^(\d{1,9}(\.\d{1,3})?)?$'", "is no measure")
TIME = Rule(_IS_TIME, _NO_TIME)
OPTIONAL_TIME = Rule(f"cell = '' OR ({_IS_TIME})", _NO_TIME)


@dataclass(frozen=True)
class Table:
    """One file: its columns with their rules, its key, and the columns that point elsewhere."""

    name: str
    file: str
    columns: dict[str, Rule]
    key: tuple[str, ...]
    # Column: table and column where its value must be found.
    references: dict[str, tuple[str, str]] = field(default_factory=dict)


TABLES = (
    Table(
        name="olist_customers",
        file="olist_customers_dataset.csv",
        columns={
            "customer_id": ID,
            "customer_unique_id": ID,
            "customer_zip_code_prefix": _text(32),
            "customer_city": _text(128),
            "customer_state": _text(128),
        },
        key=("customer_id",),
    ),
    Table(
        name="olist_sellers",
        file="olist_sellers_dataset.csv",
        columns={"seller_id": ID, "seller_city": _text(128), "seller_state": _text(32)},
        key=("seller_id",),
    ),
    Table(
        name="olist_categories",
        file="product_category_name_translation.csv",
        columns={
            "product_category_name": _text(200),
            "product_category_name_english": _text(200),
        },
        key=("product_category_name",),
    ),
    Table(
        name="olist_products",
        file="olist_products_dataset.csv",
        columns={
            "product_id": ID,
            "product_category_name": _text(200),
            "product_weight_g": MEASURE,
            "product_length_cm": MEASURE,
            "product_height_cm": MEASURE,
            "product_width_cm": MEASURE,
        },
        key=("product_id",),
    ),
    Table(
        name="olist_orders",
        file="olist_orders_dataset.csv",
        columns={
            "order_id": ID,
            "customer_id": ID,
            "order_status": _one_of({**STATUSES}),
            "order_purchase_timestamp": TIME,
            "order_approved_at": OPTIONAL_TIME,
            "order_delivered_carrier_date": OPTIONAL_TIME,
            "order_delivered_customer_date": OPTIONAL_TIME,
            "order_estimated_delivery_date": OPTIONAL_TIME,
        },
        key=("order_id",),
        references={"customer_id": ("olist_customers", "customer_id")},
    ),
    Table(
        name="olist_items",
        file="olist_order_items_dataset.csv",
        columns={
            "order_id": ID,
            "order_item_id": PLACE_IN_ORDER,
            "product_id": ID,
            "seller_id": ID,
            "shipping_limit_date": OPTIONAL_TIME,
            "price": AMOUNT,
            "freight_value": AMOUNT,
        },
        key=("order_id", "order_item_id"),
        references={
            "order_id": ("olist_orders", "order_id"),
            "product_id": ("olist_products", "product_id"),
            "seller_id": ("olist_sellers", "seller_id"),
        },
    ),
    Table(
        name="olist_payments",
        file="olist_order_payments_dataset.csv",
        columns={
            "order_id": ID,
            "payment_sequential": PLACE_IN_ORDER,
            "payment_type": _one_of({**PAYMENT_WAYS}),
            "payment_installments": COUNT,
            "payment_value": AMOUNT,
        },
        key=("order_id", "payment_sequential"),
        references={"order_id": ("olist_orders", "order_id")},
    ),
)
