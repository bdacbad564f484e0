"""What is wrong with an order is said at its field, and nothing is taken in."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from orders.models import Order, OrderEvent, SalesChannel
from orders.services.placing.new_orders import NewContract, NewDiscount
from orders.services.placing.problems import OrdersRefused
from tests.factories import AddressFactory, CustomerFactory
from tests.orders.placing.stall import item

LONG = "x" * 501
NO_TEXT = "This holds a character that is no text: take it out."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "x" * 129, "This has 129 characters, and 128 fit."),
        ("number", "a\0b", NO_TEXT),
        ("number", "\ud800", NO_TEXT),
        ("number", "  ", "Give the order’s number."),
        ("customer", 2**70, f"This sales channel has no customer {2**70}."),
        ("currency", "XXY", "There is no currency XXY."),
        ("currency", "CLF", "There is no currency CLF."),
        ("status", 401, "There is no status 401."),
        (
            "status",
            100,
            "Nothing comes in as Canceled: that follows from what happens here.",
        ),
        (
            "client_type",
            "fridge",
            "This is one of web, ios, android, instore, default.",
        ),
        ("language_code", LONG, "This has 501 characters, and 10 fit."),
        ("shipping_tax_rate", Decimal("100.01"), None),
        ("shipping_tax_rate", Decimal("NaN"), None),
        ("installment_count", 0, "Give a whole number from 1 to 32767."),
        ("installment_count", 2**15, "Give a whole number from 1 to 32767."),
        ("delivery_type", LONG, "This has 501 characters, and 50 fit."),
        ("cargo_company", "fox", "There is no “fox”."),
        ("cargo_company", 2**70, f"There is no “{2**70}”."),
        ("tracking_number", LONG, "This has 501 characters, and 128 fit."),
        ("carrier_shipping_code", LONG, "This has 501 characters, and 128 fit."),
        ("remote_addr", "localhost", "This is no IP address."),
        ("remote_addr", "fe80::1%eth0", "This is no IP address."),
        ("notes", "\0", NO_TEXT),
        ("gift_box_note", "\udfff", NO_TEXT),
        ("extra_field", {"a": "\0"}, NO_TEXT),
        ("extra_field", {"\ud800": 1}, NO_TEXT),
        ("extra_field", {"a": float("inf")}, "This holds a number that is none."),
        ("extra_field", [1], "Give an object with names and values."),
        ("date_placed", datetime(1, 1, 1, tzinfo=UTC), "Give a date from 1970 to 2199."),
        ("date_placed", datetime(9999, 12, 31, tzinfo=UTC), "Give a date from 1970 to 2199."),
        ("items", (), "An order has at least one line."),
        ("shipping_address", 7_000, None),
        ("billing_address", -1, None),
    ],
)
def test_a_value_that_cannot_be_is_named(stall, field, value, sentence):
    fields = stall.refused(stall.order(), **{field: value})

    assert list(fields) == [(field,)]
    if sentence:
        assert fields[(field,)] == [sentence]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("product", 7_000, "There is no product 7000."),
        ("product", 2**70, f"There is no product {2**70}."),
        ("sku", "x" * 129, "This has 129 characters, and 128 fit."),
        ("name", "x" * 256, "This has 256 characters, and 255 fit."),
        ("attributes", ["a"], "Give an object with names and values."),
        ("image_url", "javascript:alert(1)", None),
        ("e_archive_url", "ftp://shop.example/1.pdf", None),
        ("quantity", 0, "Give a whole number from 1 to 2147483647."),
        ("quantity", 2**31, "Give a whole number from 1 to 2147483647."),
        ("status", 50, None),
        ("status", 600, None),
        ("status", 546, None),
        (
            "status",
            547,
            "Nothing comes in as Paid (trade-in): that follows from what happens here.",
        ),
        ("price_currency", "EUR", "The order is in TRY: so is each of its lines."),
        ("tax_rate", Decimal("8.333"), "Give a percentage from 0 to 100 with at most 2 decimals."),
        ("seller", "stranger", "There is no “stranger”."),
        ("shipping_company", "fox", "There is no “fox”."),
        ("tracking_number", "\0", NO_TEXT),
        ("invoice_number", LONG, "This has 501 characters, and 128 fit."),
        ("invoice_date", datetime(2200, 1, 1, tzinfo=UTC).date(), "Give a date from 1970 to 2199."),
        ("extra_field", {"a": float("nan")}, "This holds a number that is none."),
    ],
)
def test_a_value_of_a_line_that_cannot_be_is_named_with_its_line(stall, field, value, sentence):
    fields = stall.refused(stall.order("100.00", item(**{field: value})))

    assert list(fields) == [("items", 1, field)]
    if sentence:
        assert fields["items", 1, field] == [sentence]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("-0.01", "An amount cannot be negative."),
        ("NaN", "This is no amount."),
        ("Infinity", "This is no amount."),
        ("1E+40", "No order is worth as much: the largest amount is 99999999999.999."),
        ("1.005", "1.005 is finer than TRY has it: round it to 0.01."),
    ],
)
def test_an_amount_that_cannot_be_is_named(stall, amount, sentence):
    amount = Decimal(amount)
    of_order = (
        "amount",
        "shipping_amount",
        "net_shipping_amount",
        "discount_amount",
        "installment_interest_amount",
        "payment_option_fee",
    )
    for field in of_order:
        assert stall.refused(stall.order(), **{field: amount}) == {(field,): [sentence]}
    for field in ("discount_amount", "retail_price"):
        order = stall.order(item(**{field: amount}), amount=1)
        assert stall.refused(order) == {("items", 0, field): [sentence]}
    discounts = (NewDiscount(name="x", amount=amount),)
    assert stall.refused(stall.order(), discounts=discounts) == {
        ("discounts", 0, "amount"): [sentence]
    }


def test_texts_of_discounts_and_contracts_fit(stall):
    order = stall.order(
        discounts=(NewDiscount(name="x" * 201, code="y" * 101, amount=Decimal(0)),),
        contracts=(
            NewContract(
                kind="x" * 51,
                title="x" * 201,
                body="\0",
                accepted_at=datetime(2300, 1, 1, tzinfo=UTC),
            ),
        ),
    )

    assert list(stall.refused(order)) == [
        ("discounts", 0, "name"),
        ("discounts", 0, "code"),
        ("contracts", 0, "kind"),
        ("contracts", 0, "title"),
        ("contracts", 0, "body"),
        ("contracts", 0, "accepted_at"),
    ]


def test_the_customer_is_one_of_the_channel(stall):
    stranger = CustomerFactory()

    assert stall.refused(stall.order(), customer=stranger.pk) == {
        ("customer",): [f"This sales channel has no customer {stranger.pk}."]
    }


def test_addresses_are_those_of_the_customer(stall):
    other = AddressFactory(customer=CustomerFactory(channel=stall.channel))
    sentence = f"Customer {stall.customer.pk} has no address {other.pk}."

    fields = stall.refused(stall.order(), shipping_address=other.pk, billing_address=other.pk)

    assert fields == {("shipping_address",): [sentence], ("billing_address",): [sentence]}


def test_only_a_marketplace_has_lines_of_sellers(stall):
    SalesChannel.objects.update(channel_type="web")

    fields = stall.refused(stall.order(item(seller="luz")))

    assert fields == {("items", 0, "seller"): ["Only a marketplace has lines of sellers."]}


def test_who_is_deactivated_is_named_by_no_new_order(stall):
    for row in (stall.seller, stall.company):
        row.is_active = False
        row.save()

    fields = stall.refused(stall.order(item(seller="luz"), cargo_company="kargo"))

    assert fields == {
        ("cargo_company",): ["“Kargo” is deactivated: activate it first."],
        ("items", 0, "seller"): [f"“{stall.seller}” is deactivated: activate it first."],
    }


def test_a_number_is_used_once(stall):
    stall.place_one(number="7")

    fields = stall.refused(stall.order(), number="7")

    assert fields == {("number",): ["There is an order 7 already."]}


def test_a_number_stands_once_in_a_request(stall):
    refusals = stall.refusals(*(stall.order(number=number) for number in "787"))

    assert refusals == {2: {("number",): ["Order 7 stands here more than once."]}}


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_taken_in(stall):
    good = stall.order()
    bad = stall.order(item("1.00", sku="", quantity=0), item("2.00"), notes="\0", amount="5.00")

    with pytest.raises(OrdersRefused) as refused:
        stall.place(good, bad, stall.order(customer=0))

    assert str(refused.value) == (
        "2 orders have mistakes, so nothing was taken in. The first: " + NO_TEXT
    )
    assert refused.value.by_order == {
        1: {
            ("notes",): [NO_TEXT],
            ("items", 0, "quantity"): ["Give a whole number from 1 to 2147483647."],
            ("items", 0, "product"): ["Say which product it is, by its key or its SKU."],
            ("amount",): [
                "The lines and charges add up to 3.00 TRY, the order says 5.00: 2.00 TRY too much."
            ],
        },
        2: {("customer",): ["This sales channel has no customer 0."]},
    }
    assert not Order.objects.exists()
    assert not OrderEvent.objects.exists()


def test_one_mistake_is_told_as_it_is(stall):
    with pytest.raises(OrdersRefused, match=r"^There is no status 7\.$"):
        stall.place(stall.order(status=7))
