import pytest

from orders.states import Status
from tests.factories import (
    ContractFactory,
    DiscountItemFactory,
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    SellerFactory,
    ShippingCompanyFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


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


def test_who_was_to_carry_an_order_is_told_by_name_and_by_key(panel, order):
    for said, shown in (
        (str(ShippingCompanyFactory(name="Kargo").pk), "Company Kargo"),
        ("Aras", "Company Aras"),
        ("9" * 30, "Company " + "9" * 30),
    ):
        order.cargo_company = said
        order.save()
        assert shown in text_of(panel.get(url_of(order)))


def test_contracts_show_title_answer_and_text(panel, order):
    ContractFactory(order=order, accepted_at=order.placed_at)
    ContractFactory(order=order, title="Consent to news", body="", accepted_at=None)
    text = text_of(panel.get(url_of(order)))
    assert "Distance sales contract accepted 12 Nov 2026, 15:00 UTC 1. Parties" in text
    assert "Consent to news not accepted Its text was not sent along." in text


def test_an_order_without_lines_and_payments_says_so(panel, order):
    text = text_of(panel.get(url_of(order)))
    for words in (
        "15:00 UTC , no lines, R$121.88",
        "This order has no lines The channel sent none. What was paid stands below. Order Log",
        "as soon as the channel or the gateway reports it. Order Log",
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
QUERIES = 10
