from datetime import UTC, datetime
from decimal import Decimal

import pytest

from orders.models import Order
from orders.states import Status
from tests.factories import (
    AddressFactory,
    ContractFactory,
    DiscountItemFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.panel.order_detail.pages import text_of, url_of

NOON = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)


@pytest.fixture
def order(channel):
    return OrderFactory(
        channel=channel,
        number="1711",
        placed_at=NOON,
        client_type=Order.Platform.IOS,
        amount=Decimal("121.88"),
        net_shipping_amount=Decimal("14.98"),
        language_code="pt-br",
        delivery_type="home_delivery",
        is_send=True,
        has_gift_box=True,
        gift_box_note="Parabéns, vó!",
        notes="Ring twice",
        remote_addr="203.0.113.7",
    )


@pytest.fixture
def item(order):
    return OrderItemFactory(
        order=order,
        seller=SellerFactory(name="Lumiar"),
        sku="LUM-25",
        quantity=2,
        price=Decimal("110.00"),
        discount_amount=Decimal("3.10"),
        attributes={"color": "Latão", "weight_g": 1500, "size": 4, "w": 1, "h": 2},
        status=Status.SHIPPED,
        shipping_company=ShippingCompanyFactory(name="Jadlog"),
        tracking_number="JD0417",
        invoice_number="CA-40177",
        invoice_date=NOON.date(),
        e_archive_url="https://invoice.example.com/CA-40177",
    )


def test_the_head_tells_order_status_channel_platform_date_and_amount(panel, order, item):
    text = text_of(panel.get(url_of(order)))
    assert "Order 1711" in text
    assert "Marketplace, iOS, placed 12 Nov 2026, 15:00 UTC , 1 line of 2 pieces, R$121.88" in text


def test_order_information(panel, order):
    text = text_of(panel.get(url_of(order)))
    for words in (
        "Order number 1711",
        "Channel Marketplace",
        "Platform iOS",
        "Placed 12 Nov 2026, 15:00:00 UTC",
        "Reported to ERP Yes",
        "Gift box “Parabéns, vó!”",
        "Notes Ring twice",
        "IP address 203.0.113.7",
    ):
        assert words in text


def test_customer_information(panel, order):
    OrderFactory(channel=order.channel, customer=order.customer, amount=Decimal("78.12"))
    response = panel.get(url_of(order))
    text = text_of(response)
    for words in (
        "First name Inês",
        "Last name Araújo Pimentel",
        f"E-mail {order.email}",
        "Phone +55 31 98840-1276",
        "Orders 2 orders, R$200.00 Search for this e-mail",
        "Language Portuguese (Brazil)",
    ):
        assert words in text
    assert f'href="mailto:{order.email}"' in response.content.decode()


def test_the_email_of_an_order_leads_to_the_orders_that_have_it(panel, order):
    other = OrderFactory(channel=order.channel, customer=order.customer)
    OrderFactory(channel=order.channel)
    url = panel.get(url_of(order)).context["page"].orders_of_customer.url
    listed = panel.get(url).context["listing"].page.rows
    assert {row.number for row in listed} == {order.number, other.number}


def test_sums_of_a_customer_are_per_currency(panel, order):
    OrderFactory(channel=order.channel, customer=order.customer, currency="EUR", amount=Decimal(20))
    assert "2 orders, R$121.88, €20.00" in text_of(panel.get(url_of(order)))


def test_shipping_information(panel, order, item):
    PackageFactory(order=order, number="P-1711-1", seller=item.seller)
    text = text_of(panel.get(url_of(order)))
    for words in (
        "Inês Araújo Pimentel Rua Sergipe 1014, apto 302 Savassi 30130-171 Belo Horizonte Brazil",
        "Delivery home_delivery, R$14.98",
        "Company Jadlog JD0417",
        "P-1711-1",
    ):
        assert words in text


def test_a_tracking_number_leads_to_its_carrier(panel, order, item):
    html = panel.get(url_of(order)).content.decode()
    assert html.count('href="https://carrier.example.com/track/JD0417"') == 2


def test_billing_information_of_its_own(panel, order):
    order.billing_address = AddressFactory(
        customer=order.customer, company_name="Ipê Ltda", tax_no="12.345", city="Betim"
    )
    order.save()
    text = text_of(panel.get(url_of(order)))
    assert "Billing Information Betim" in text
    assert "Ipê Ltda" in text
    assert "Tax number 12.345" in text


def test_a_billing_address_like_the_shipping_address_says_so(panel, order):
    assert "Billing Information Same address" in text_of(panel.get(url_of(order)))


def test_an_order_without_addresses_says_so(panel, order):
    order.shipping_address = order.billing_address = None
    order.save()
    assert text_of(panel.get(url_of(order))).count("No address was given") == 2


def test_a_product_shows_its_row(panel, order, item):
    response = panel.get(url_of(order))
    text = text_of(response)
    for words in (
        "Luminária de mesa Ipê LUM-25 · h 2 · w 1 · size 4 · Latão · weight 1500 g Lumiar 2",
        "Lumiar 2 R$110.00 R$55.00 each −R$3.10 R$106.90 Shipped",
        "Jadlog JD0417 Invoice CA-40177 , 12 Nov 2026",
    ):
        assert words in text
    assert 'href="https://invoice.example.com/CA-40177"' in response.content.decode()


def test_the_paid_amount_of_a_line_holds_its_interest(panel, order, item):
    item.installment_interest_amount = Decimal("1.10")
    item.save()
    order.installment_interest_amount = Decimal("1.10")
    order.save()
    text = text_of(panel.get(url_of(order)))
    assert "−R$3.10 R$108.00 Shipped" in text
    assert "Installment interest R$1.10 R$1.10" in text


def test_the_price_of_one_piece_is_told_only_where_it_is_exact(panel, order, item):
    item.quantity = 3
    item.save()
    assert "Lumiar 3 R$110.00 −R$3.10" in text_of(panel.get(url_of(order)))


def test_payments_are_told_in_short_and_as_transactions(panel, order):
    PaymentTransactionFactory(
        order=order,
        amount=Decimal(100),
        installment_count=3,
        card_mask="·· 4417",
        gateway_reference="pay_8Kd20Rw1c",
        created_at=NOON,
    )
    PaymentTransactionFactory(
        order=order,
        amount=Decimal("21.88"),
        payment_type="funds_transfer",
        captured_at=None,
        gateway="",
        gateway_reference="",
    )
    text = text_of(panel.get(url_of(order)))
    for words in (
        "Payment Information 2 payments Credit card R$100.00 3 installments",
        "R$21.88 not captured Captured R$100.00",
        "Credit card ·· 4417 3 installments sandbox pay_8Kd20Rw1c R$100.00 R$0.00 R$100.00"
        " 12 Nov 2026, 15:00",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("captured", "words"),
    [
        ("130.00", "Paid R$8.12 more than the order’s amount."),
        ("121.80", "Paid R$0.08 less than the order’s amount."),
    ],
)
def test_a_payment_that_differs_from_the_amount_is_pointed_out(panel, order, captured, words):
    PaymentTransactionFactory(order=order, amount=Decimal(captured))
    assert words in text_of(panel.get(url_of(order)))


def test_a_payment_of_the_exact_amount_is_not_remarked_on(panel, order):
    PaymentTransactionFactory(order=order, amount=order.amount)
    assert "than the order’s amount" not in text_of(panel.get(url_of(order)))


def test_amounts_add_up_before_and_now(panel, order, item):
    DiscountItemFactory(order=order, code="BLACK50", name="", amount=Decimal("3.10"))
    order.shipping_refunded = Decimal("14.98")
    Order.objects.filter(pk=order.pk).update(shipping_refunded=order.shipping_refunded)
    text = text_of(panel.get(url_of(order)))
    assert "Order Amount Before Return/Cancellation Current Order Amount" in text
    assert (
        "Products R$110.00 R$110.00 Discount BLACK50 −R$3.10 −R$3.10 Shipping R$14.98 R$14.98"
        " Refunded shipping – −R$14.98 Total R$121.88 R$106.90"
    ) in text


def test_contracts_show_title_answer_and_text(panel, order):
    ContractFactory(order=order, accepted_at=NOON)
    ContractFactory(order=order, title="Consent to news", body="", accepted_at=None)
    text = text_of(panel.get(url_of(order)))
    assert "Distance sales contract accepted 12 Nov 2026, 15:00 UTC 1. Parties" in text
    assert "Consent to news not accepted Its text was not sent along." in text


def test_an_order_without_lines_and_payments_says_so(panel, order):
    text = text_of(panel.get(url_of(order)))
    for words in (
        "15:00 UTC , no lines, R$121.88",
        "This order has no lines",
        "No payment yet",
        "The channel sent none with this order.",
        "Not in the lines R$106.90 R$106.90",
        "Total R$121.88 R$121.88",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ((Status.SHIPPED, Status.PREPARING, Status.APPROVED), "1 of 3 shipped"),
        ((Status.DELIVERED, Status.SHIPPED, Status.SHIPPED), "1 of 3 delivered"),
        ((Status.SHIPPED, Status.SHIPPED, Status.CANCELED), "2 of 3 shipped 1 of 3 canceled"),
        ((Status.DELIVERED, Status.REFUNDED), "1 of 2 delivered 1 of 2 refunded"),
    ],
)
def test_a_mixed_order_says_how_far_it_is(panel, order, statuses, words):
    for status in statuses:
        OrderItemFactory(order=order, status=status)
    response = panel.get(url_of(order))
    assert " ".join(response.context["page"].progress) == words
    assert words in text_of(response)


def test_an_order_whose_lines_agree_needs_no_progress(panel, order):
    OrderItemFactory.create_batch(2, order=order, status=Status.SHIPPED)
    assert panel.get(url_of(order)).context["page"].progress == []


@pytest.mark.parametrize("count", [1, 10, 100])
def test_an_order_costs_the_same_whatever_it_holds(panel, order, count, django_assert_num_queries):
    seller, company = SellerFactory(), ShippingCompanyFactory()
    package = PackageFactory(order=order, seller=seller)
    for number in range(1, count + 1):
        OrderItemFactory(
            order=order,
            line_number=number,
            seller=seller,
            shipping_company=company,
            package=package,
            tracking_number=f"T{number}",
        )
    PaymentTransactionFactory.create_batch(count, order=order)
    ContractFactory.create_batch(count, order=order)
    DiscountItemFactory.create_batch(count, order=order)
    PackageFactory.create_batch(count, order=order, seller=seller)
    with django_assert_num_queries(QUERIES):
        panel.get(url_of(order))


# Session, user, permissions, channels; the order; and one for each kind of thing on its page.
QUERIES = 9


@pytest.mark.parametrize(
    "number",
    ["A 17/11", ".", "..", "a.b", "~2F", "Sipariş №7", "50%", "a\\b", "a?b#c", "x" * 128],
)
def test_an_order_number_may_hold_any_character(panel, channel, number):
    order = OrderFactory(channel=channel, number=number)
    response = panel.get(url_of(order))
    assert response.status_code == 200
    assert response.context["order"] == order


@pytest.mark.parametrize(
    ("number", "page"),
    [
        ("1711", "detail"),
        ("1711", "log"),
        ("1711", "edit-customer"),
        ("Sipariş 1/№7", "detail"),
        ("<b>", "detail"),
        ("a\0b", "detail"),
        ("x" * 300, "detail"),
    ],
)
def test_an_unknown_order_is_not_found_inside_the_frame(panel, channel, number, page):
    response = panel.get(url_of(number, page))
    assert response.status_code == 404
    assert "There is no such order here" in text_of(response)
    assert response.context["number"] == number
    assert 'id="nav"' in response.content.decode()


def test_a_stranger_s_order_looks_like_one_that_does_not_exist(panel, channel):
    stranger = OrderFactory(channel=SalesChannelFactory(), number="1711")
    strange = text_of(panel.get(url_of(stranger)))
    Order.objects.filter(pk=stranger.pk).update(number="1712")
    assert text_of(panel.get(url_of("1711"))) == strange
    assert "1711 does not exist, or it belongs to a channel you are not given." in strange


@pytest.mark.parametrize("role", ["MPO", "Seller", "API client"])
def test_other_roles_find_no_order(client, channel, order, role):
    client.force_login(UserFactory(role=role, channels=[channel]))
    assert client.get(url_of(order)).status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(client, order):
    response = client.get(url_of(order))
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/omnitron/orders/1711/"


def test_words_of_a_product_are_text_and_never_markup(panel, order):
    OrderItemFactory(
        order=order,
        name="<b>Kilim</b>",
        sku="<i>",
        attributes={"color": "<u>"},
        image_url="https://cdn.example.com/a?b=1&c=%22",
        cancel_status="waiting",
    )
    html = panel.get(url_of(order)).content.decode()
    for markup in ("<b>", "<i>", "<u>"):
        assert markup not in html
    assert 'src="https://cdn.example.com/a?b=1&amp;c=%22"' in html
    assert "Cancellation: Waiting" in html


def test_an_invoice_s_address_that_is_no_web_address_is_no_link(panel, order):
    OrderItemFactory(order=order, invoice_number="CA-1", e_archive_url="javascript:alert(1)")

    page = panel.get(url_of(order)).content.decode()

    assert "CA-1" in page
    assert "javascript:" not in page
