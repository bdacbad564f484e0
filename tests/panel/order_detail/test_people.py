from decimal import Decimal

from tests.factories import (
    AddressFactory,
    OrderFactory,
    PackageFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


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
