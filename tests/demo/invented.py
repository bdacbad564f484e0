"""An invented set of 50 orders in the format of the Olist files.

Order 0 has two sellers and three lines, and was paid by card, debit card and voucher. Order 1
is paid in three instalments with 1.00 of interest, order 2 one cent too little, order 3 one
cent too much without instalments. Orders 4, 5 and 6 have no lines: unavailable but paid,
created and canceled without approval. Order 7 was delivered without an approval time.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

ORDERS = "olist_orders_dataset.csv"
ITEMS = "olist_order_items_dataset.csv"
PAYMENTS = "olist_order_payments_dataset.csv"
CUSTOMERS = "olist_customers_dataset.csv"
SELLERS = "olist_sellers_dataset.csv"
PRODUCTS = "olist_products_dataset.csv"
CATEGORIES = "product_category_name_translation.csv"

HEADERS = {
    ORDERS: "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,"
    "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date",
    ITEMS: "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
    PAYMENTS: "order_id,payment_sequential,payment_type,payment_installments,payment_value",
    CUSTOMERS: "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,"
    "customer_state",
    SELLERS: "seller_id,seller_zip_code_prefix,seller_city,seller_state",
    PRODUCTS: "product_id,product_category_name,product_name_lenght,product_description_lenght,"
    "product_photos_qty,product_weight_g,product_length_cm,product_height_cm,product_width_cm",
    CATEGORIES: "product_category_name,product_category_name_english",
}
START = datetime(2017, 10, 2, 10, 56, 33)  # noqa: DTZ001
WITHOUT_LINES = {4: "unavailable", 5: "created", 6: "canceled"}
UNAPPROVED = {5, 6, 7}


def number(place: int) -> str:
    """The number of the order at this place."""
    return f"order{place:027d}"


@dataclass
class Invented:
    """The files as rows of cells, the header first; a test changes a cell and writes them."""

    rows: dict[str, list[list[str]]] = field(
        default_factory=lambda: {file: [header.split(",")] for file, header in HEADERS.items()}
    )

    def add(self, file: str, *cells: object) -> None:
        self.rows[file].append([str(cell) for cell in cells])

    def put(self, file: str, line: int, column: str, cell: str) -> None:
        """Another text into the cell of a line and column."""
        self.rows[file][line - 1][self.rows[file][0].index(column)] = cell

    def write(self, folder: Path) -> Path:
        """Write the files with the quoting of the real ones: mixed, one with a BOM and CRLF."""
        for file, rows in self.rows.items():
            special = file == CATEGORIES
            text = "".join(
                ",".join(cell if special else _quoted(cell, line) for cell in row)
                + ("\r\n" if special else "\n")
                for line, row in enumerate(rows)
            )
            (folder / file).write_bytes(text.encode("utf-8-sig" if special else "utf-8"))
        return folder


def _quoted(cell: str, line: int) -> str:
    return f'"{cell}"' if "," in cell or (cell and len(cell) > 12 and line % 2) else cell


def invented() -> Invented:
    """The 50 orders."""
    files = Invented()
    for place, (city, state) in enumerate(
        [("campinas", "SP"), ("são paulo", "SP"), ("rio de janeiro, brasil", "RJ")]
    ):
        files.add(SELLERS, f"seller{place:026d}", "13023", city, state)
    files.add(CATEGORIES, "cama_mesa_banho", "bed_bath_table")
    files.add(PRODUCTS, "towels00", "cama_mesa_banho", 40, 287, 1, 225, 16, 10, 14)
    files.add(PRODUCTS, "gamer000", "pc_gamer", 40, 287, 1, "", "", "", "")
    files.add(PRODUCTS, "nameless000", "", "", "", "", 700, "", "", "")
    for place in range(50):
        _add_order(files, place)
    return files


def _add_order(files: Invented, place: int) -> None:
    placed = START + timedelta(hours=place)
    approved = "" if place in UNAPPROVED else placed + timedelta(minutes=11)
    status = WITHOUT_LINES.get(place, "delivered" if place < 40 else "processing")
    delivered = placed + timedelta(days=8) if status == "delivered" else ""
    # The last order is by the customer of the first one, who has moved since.
    person = 0 if place == 49 else place
    files.add(CUSTOMERS, f"customer{place}", f"person{person}", f"{place:05d}", "resende", "RJ")
    files.add(
        ORDERS,
        number(place),
        f"customer{place}",
        status,
        placed,
        approved,
        "",
        delivered,
        (placed + timedelta(days=20)).date().isoformat() + " 00:00:00",
    )
    due = Decimal(0)
    if place not in WITHOUT_LINES:
        due = _add_lines(files, place, placed)
    _add_payments(files, place, due)


def _add_lines(files: Invented, place: int, placed: datetime) -> Decimal:
    lines = [("towels00", 0, Decimal("199.90"), Decimal("18.14"))]
    if place in {0, 1}:
        lines.append(("gamer000", 1, Decimal("99.95"), Decimal("10.00")))
        lines.append(("nameless000", 0, Decimal("0.10"), Decimal("0.00")))
    for line, (product, seller, price, freight) in enumerate(lines, start=1):
        files.add(
            ITEMS,
            number(place),
            line,
            product,
            f"seller{seller:026d}",
            placed + timedelta(days=6),
            price,
            freight,
        )
    return sum((price + freight for _, _, price, freight in lines), Decimal(0))


def _add_payments(files: Invented, place: int, due: Decimal) -> None:
    cent = Decimal("0.01")
    payments = {
        0: [
            ("credit_card", 2, due - 30),
            ("debit_card", 1, Decimal("20.00")),
            ("voucher", 1, Decimal("10.00")),
        ],
        1: [("credit_card", 3, due + 1)],
        2: [("credit_card", 4, due - cent)],
        3: [("boleto", 1, due + cent)],
        4: [("credit_card", 1, Decimal("180.50"))],
    }.get(place, [("boleto" if place % 4 else "credit_card", 1, due or Decimal("50.00"))])
    for sequential, (kind, installments, amount) in enumerate(payments, start=1):
        files.add(PAYMENTS, number(place), sequential, kind, installments, amount)
