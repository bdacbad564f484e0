from decimal import Decimal

from tests.factories import (
    OrderItemFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


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
