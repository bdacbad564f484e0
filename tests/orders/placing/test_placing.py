"""What becomes of orders that are handed over."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.core.errors import Forbidden, NotFound, Refusal
from orders.models import Contract, DiscountItem, Order, OrderEvent, OrderItem, Package
from orders.services.placing.new_orders import NewContract, NewDiscount
from tests.factories import AddressFactory, ProductFactory, SalesChannelFactory, UserFactory
from tests.orders.placing.stall import item


def test_an_order_is_kept_as_it_was_handed_over(stall):
    billing = AddressFactory(customer=stall.customer)

    order = stall.place_one(
        "100.00",
        number="2026/7 ş",
        amount="136.00",
        billing_address=billing.pk,
        date_placed=datetime(2026, 3, 4, 12, 30, tzinfo=UTC),
        client_type="ios",
        language_code="tr",
        shipping_amount=Decimal("25.00"),
        net_shipping_amount=Decimal("20.00"),
        shipping_tax_rate=Decimal(18),
        installment_count=3,
        installment_interest_amount=Decimal("11.00"),
        payment_option_fee=Decimal("5.00"),
        delivery_type="standard",
        cargo_company="kargo",
        remote_addr="2001:db8::7",
        has_gift_box=True,
        gift_box_note="Nice",
        notes="Ring twice",
        extra_field={"id": 17, "deep": [{"a": None}]},
    )

    kept = Order.objects.get()
    assert kept == order
    assert (kept.channel, kept.customer) == (stall.channel, stall.customer)
    assert (kept.number, kept.currency, kept.status) == ("2026/7 ş", "TRY", 400)
    assert (kept.first_name, kept.last_name) == ("Inês", "Araújo Pimentel")
    assert (kept.email, kept.phone) == (stall.customer.email, stall.customer.phone_number)
    assert (kept.shipping_address, kept.billing_address) == (stall.address, billing)
    assert kept.placed_at == datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
    assert (kept.client_type, kept.language_code) == ("ios", "tr")
    assert (kept.amount, kept.discount_amount) == (Decimal("136.00"), 0)
    assert (kept.shipping_amount, kept.net_shipping_amount) == (25, 20)
    assert (kept.shipping_tax_rate, kept.payment_option_fee) == (18, 5)
    assert (kept.installment_count, kept.installment_interest_amount) == (3, 11)
    assert (kept.delivery_type, kept.cargo_company) == (
        "standard",
        str(stall.company.pk),
    )
    assert (kept.remote_addr, kept.notes) == ("2001:db8::7", "Ring twice")
    assert (kept.has_gift_box, kept.gift_box_note) == (True, "Nice")
    assert kept.extra_field == {"id": 17, "deep": [{"a": None}]}
    assert (kept.item_count, kept.is_send, kept.payment_types) == (1, False, [])


def test_its_lines_are_kept_as_they_were_handed_over(stall):
    delivered = datetime(2026, 3, 6, 9, tzinfo=UTC)
    line = item(
        "30.00",
        attributes={"color": "Latão"},
        image_url="https://shop.example/1.jpg",
        non_returnable=True,
        quantity=3,
        status=550,
        price_currency="TRY",
        retail_price="36.00",
        discount_amount="6.00",
        tax_rate="20",
        seller=stall.seller.pk,
        shipping_company="kargo",
        tracking_number="T1",
        carrier_shipping_code="C1",
        invoice_number="I1",
        invoice_date=date(2026, 3, 5),
        e_archive_url="https://shop.example/1.pdf",
        delivered_date=delivered,
        estimated_delivery_date=delivered,
        extra_field={"id": "a"},
    )

    order = stall.place_one(line, "10.00")

    kept, plain = order.items.all()
    assert (kept.line_number, plain.line_number) == (1, 2)
    assert (kept.sku, kept.name) == ("LUM-IPE-1", "Luminária de mesa Ipê")
    assert (kept.attributes, kept.extra_field) == ({"color": "Latão"}, {"id": "a"})
    assert (kept.image_url, kept.non_returnable) == ("https://shop.example/1.jpg", True)
    assert (kept.quantity, kept.status, kept.seller) == (3, 550, stall.seller)
    assert (kept.retail_price, kept.price) == (Decimal("36.00"), Decimal("30.00"))
    assert (kept.discount_amount, kept.net_amount) == (Decimal("6.00"), Decimal("24.00"))
    assert (kept.tax_rate, kept.tax_amount) == (Decimal(20), Decimal("4.00"))
    assert (kept.shipping_company, kept.tracking_number) == (stall.company, "T1")
    assert (kept.carrier_shipping_code, kept.invoice_number) == ("C1", "I1")
    assert (kept.invoice_date, kept.e_archive_url) == (
        date(2026, 3, 5),
        "https://shop.example/1.pdf",
    )
    assert (kept.delivered_date, kept.estimated_delivery_date) == (delivered, delivered)
    assert (plain.quantity, plain.status, plain.seller, plain.package) == (1, 400, None, None)
    assert (plain.retail_price, plain.net_amount, plain.tax_amount) == (10, 10, 0)
    assert (plain.extra_field, plain.attributes) == ({}, {})


def test_a_line_copies_its_product(stall):
    product = ProductFactory(image_url="https://shop.example/p.jpg", non_returnable=True)

    order = stall.place_one(item("1.00", product=product.pk, sku="", name=""))

    line = order.items.get()
    assert (line.product, line.sku, line.name) == (product, product.sku, product.name)
    assert (line.attributes, line.image_url) == (product.attributes, product.image_url)
    assert line.non_returnable is True


def test_what_is_said_of_a_line_comes_before_its_product(stall):
    product = ProductFactory(non_returnable=True)
    said = {"sku": "own", "name": "Own", "attributes": {"size": "L"}, "non_returnable": False}

    order = stall.place_one(item("1.00", product=product.pk, **said))

    line = order.items.get()
    assert {name: getattr(line, name) for name in said} == said


def test_a_line_without_a_name_is_called_by_its_sku(stall):
    line = stall.place_one(item("1.00", name="")).items.get()

    assert (line.product, line.name) == (None, "LUM-IPE-1")


def test_what_the_order_says_of_its_shipment_holds_for_its_lines(stall):
    order = stall.place_one(
        item("1.00"),
        item("1.00", tracking_number="own", shipping_company=stall.company.pk),
        tracking_number="T1",
        carrier_shipping_code="C1",
        cargo_company="kargo",
        status=500,
    )

    assert list(
        order.items.values_list(
            "tracking_number", "carrier_shipping_code", "shipping_company", "status"
        )
    ) == [("T1", "C1", stall.company.pk, 500), ("own", "C1", stall.company.pk, 500)]
    assert order.shipping_company_ids == [stall.company.pk]


def test_seller_and_carrier_are_found_by_code_by_key_and_by_key_as_text(stall):
    for seller in ("luz", stall.seller.pk, str(stall.seller.pk)):
        order = stall.place_one(item("1.00", seller=seller))
        assert order.seller_ids == [stall.seller.pk]
    for company in ("kargo", stall.company.pk, str(stall.company.pk)):
        assert stall.place_one("1.00", cargo_company=company).cargo_company == str(stall.company.pk)


def test_lines_of_sellers_get_their_packages(stall):
    order = stall.place_one(item("1.00", seller="luz"), "1.00", item("1.00", seller="luz"))

    package = Package.objects.get()
    assert (package.number, package.seller) == (f"{order.number}-1", stall.seller)
    assert (package.is_shown, package.status) == (True, "waiting_packaging")
    packed = order.items.filter(package=package)
    assert list(packed.values_list("line_number", flat=True)) == [1, 3]
    assert (order.seller_ids, order.item_count, order.status) == ([stall.seller.pk], 3, 400)
    assert order.approved_at is not None


def test_an_order_has_the_status_that_its_lines_make(stall):
    order = stall.place_one(item("1.00", status=500), item("1.00", status=300), status=550)

    assert (order.status, order.approved_at is None) == (300, False)


def test_one_line_of_the_log_tells_of_an_order(stall):
    order = stall.place_one("1.00", "2.00")

    event = OrderEvent.objects.get()
    assert (event.order, event.kind, event.item) == (order, "placed", None)
    assert (event.actor, event.actor_name) == (stall.client, stall.client.distinct_name)
    assert event.changes == {}


def test_discounts_and_contracts_are_kept(stall):
    accepted = datetime(2026, 3, 4, 12, tzinfo=UTC)
    order = stall.place_one(
        "100.00",
        amount="90.00",
        discount_amount=Decimal("10.00"),
        discounts=(
            NewDiscount(name="Black Friday", code="BLACK", amount=Decimal("7.50")),
            NewDiscount(name="Club", amount=Decimal("2.50")),
        ),
        contracts=(
            NewContract(kind="sale", title="Distance sale", body="1.", accepted_at=accepted),
        ),
    )

    discounts = DiscountItem.objects.order_by("pk").values_list("order", "name", "code", "amount")
    assert list(discounts) == [
        (order.pk, "Black Friday", "BLACK", Decimal("7.50")),
        (order.pk, "Club", "", Decimal("2.50")),
    ]
    (contract,) = Contract.objects.values_list("order", "kind", "title", "body", "accepted_at")
    assert contract == (order.pk, "sale", "Distance sale", "1.", accepted)


def test_a_moment_without_a_zone_is_one_of_the_channel(stall):
    naive = datetime(2026, 3, 4, 1, 30)  # noqa: DTZ001
    line = item("1.00", delivered_date=naive, estimated_delivery_date=naive)

    order = stall.place_one(line, date_placed=naive)

    moment = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    kept = order.items.get()
    assert (order.placed_at, kept.delivered_date, kept.estimated_delivery_date) == (moment,) * 3


def test_without_a_billing_address_it_is_the_shipping_address(stall):
    assert stall.place_one("1.00").billing_address == stall.address
    assert stall.place_one("1.00", shipping_address=None).billing_address is None


def test_many_come_back_in_the_order_of_the_request(stall):
    orders = [stall.order("1.00", number=number) for number in ("b", "c", "a")]

    placed = stall.place(*orders)

    assert [order.number for order in placed] == ["b", "c", "a"]
    assert {order.item_count for order in placed} == {1}


def test_hundreds_cost_the_statements_of_one(stall):
    product = ProductFactory()

    def statements(count):
        lines = (
            item("1.00", seller="luz", product=product.pk),
            item("2.00", shipping_company="kargo"),
        )
        orders = [
            stall.order(*lines, discounts=(NewDiscount(name="None", amount=Decimal(0)),))
            for _place in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            stall.place(*orders)
        return len(captured)

    # The first call also reads what the person may do.
    statements(1)

    assert statements(1) == statements(500) == 19
    assert OrderItem.objects.count() == 2 * 502


def test_more_than_five_hundred_at_once_are_refused(stall):
    orders = [stall.order("1.00")] * 501

    with pytest.raises(Refusal, match="These are 501 orders: send at most 500 at once"):
        stall.place(*orders)


def test_a_stranger_s_channel_does_not_exist(stall):
    for channel in (SalesChannelFactory().pk, 0, 2**80):
        with pytest.raises(NotFound, match=f"There is no sales channel {channel}"):
            stall.place_as(stall.client, [stall.order()], channel=channel)


def test_it_takes_a_permission(stall):
    operator = UserFactory(role="Operator", channels=[stall.channel])

    with pytest.raises(Forbidden):
        stall.place_as(operator, [stall.order()], channel=stall.channel.pk)
    assert not Order.objects.exists()


def test_a_deactivated_channel_takes_none_in(stall):
    stall.channel.is_active = False
    stall.channel.save()

    with pytest.raises(Refusal, match=f"{stall.channel} is deactivated: activate it first"):
        stall.place(stall.order())
