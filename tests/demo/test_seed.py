"""Invented orders keep every rule that real ones keep."""

import itertools
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import phonenumbers
import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum

from omnitron.core.money import allocate, round_to_currency, unit
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders
from orders.models import (
    Address,
    Contract,
    Customer,
    Order,
    OrderEvent,
    OrderItem,
    Package,
    SalesChannel,
)
from orders.services.rolling_up import roll_up
from orders.states import ITEM_MOVES, NOT_LIVE, Status
from payments.models import PaymentTransaction
from payments.services.rolling_up import roll_up_payments

UNTIL = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def _seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        plan = Plan(orders=1500, seed=1, until=UNTIL)
        assert seed_orders(plan, tell=lambda _line: None) == 1500
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(_seeded, db):
    """1,500 orders, written once for all claims of this file that only read."""


@pytest.mark.usefixtures("seeded")
def test_the_amount_of_every_order_is_made_of_its_parts():
    sums = Order.objects.annotate(
        net=Sum("items__net_amount"),
        discounts_of_lines=Sum("items__discount_amount"),
        interest=Sum("items__installment_interest_amount"),
    )
    for order in sums:
        assert order.amount == (
            order.net
            + order.net_shipping_amount
            + order.installment_interest_amount
            + order.payment_option_fee
        )
        assert order.discounts_of_lines == order.discount_amount
        assert order.interest == order.installment_interest_amount
    assert sums.filter(discount_amount__gt=0).count() > 100
    assert sums.filter(installment_interest_amount__gt=0).count() > 10


@pytest.mark.usefixtures("seeded")
def test_payments_add_up_to_the_order_and_carry_its_currency():
    paid = Order.objects.annotate(paid=Sum("transactions__amount"))
    assert not paid.exclude(amount=F("paid")).exists()
    assert not PaymentTransaction.objects.exclude(currency=F("order__currency")).exists()
    assert not PaymentTransaction.objects.filter(captured_at__gte=UNTIL).exists()


@pytest.mark.usefixtures("seeded")
def test_discounts_and_interest_are_spread_by_the_rule_of_the_money_module():
    lines = defaultdict(list)
    for item in OrderItem.objects.select_related("order").order_by("order_id", "line_number"):
        lines[item.order].append(item)
    several = {order: items for order, items in lines.items() if len(items) > 1}
    for order, items in several.items():
        assert [item.discount_amount for item in items] == allocate(
            order.discount_amount, [item.price for item in items], order.currency
        )
        assert [item.installment_interest_amount for item in items] == allocate(
            order.installment_interest_amount, [item.net_amount for item in items], order.currency
        )
    assert sum(order.discount_amount > 0 for order in several) > 10
    assert any(order.installment_interest_amount > 0 for order in several)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("currency", ["TRY", "EUR", "BRL", "KWD", "JPY"])
def test_amounts_are_as_fine_as_their_currency(currency):
    amounts = [
        amount
        for row in OrderItem.objects.filter(order__currency=currency).values_list(
            "price", "retail_price", "net_amount", "discount_amount", "tax_amount"
        )
        for amount in row
    ] + [
        amount
        for row in Order.objects.filter(currency=currency).values_list(
            "amount", "shipping_amount", "net_shipping_amount", "payment_option_fee"
        )
        for amount in row
    ]
    assert len(amounts) > 100
    assert [amount for amount in amounts if amount % unit(currency)] == []
    finest = unit(currency) if currency != "KWD" else Decimal("0.005")
    assert any(amount % (finest * 10) for amount in amounts)


@pytest.mark.usefixtures("seeded")
def test_taxes_are_the_part_of_the_price_that_their_rate_says():
    for item in OrderItem.objects.select_related("order"):
        share = item.net_amount * item.tax_rate / (100 + item.tax_rate)
        assert item.tax_amount == round_to_currency(share, item.order.currency)


@pytest.mark.usefixtures("seeded")
def test_derived_columns_are_what_the_roll_ups_make():
    before = list(Order.objects.order_by("pk").values())
    packages = list(Package.objects.order_by("pk").values())
    ids = set(Order.objects.values_list("pk", flat=True))

    roll_up(ids)
    roll_up_payments(ids)

    assert list(Order.objects.order_by("pk").values()) == before
    assert list(Package.objects.order_by("pk").values()) == packages


@pytest.mark.usefixtures("seeded")
def test_orders_are_approved_when_the_log_says_and_shown_from_then_on():
    moves = OrderEvent.objects.filter(kind=OrderEvent.Kind.STATUS_CHANGED).order_by("-at")
    approvals = moves.filter(changes__status__1=Status.APPROVED)
    approved, never = (
        Order.objects.exclude(approved_at=None),
        Order.objects.filter(approved_at=None),
    )

    assert dict(approved.values_list("pk", "approved_at")) == dict(
        approvals.values_list("order_id", "at")
    )
    assert set(never.values_list("status", flat=True)) >= {Status.CANCELED, Status.PAYMENT_WAITING}
    hidden = Package.objects.filter(is_shown=False)
    assert list(hidden.exclude(order__in=never)) == []
    assert hidden.count() == Package.objects.filter(order__in=never).count() > 0


@pytest.mark.usefixtures("seeded")
def test_every_deferred_constraint_holds():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.usefixtures("seeded")
def test_everything_the_lists_can_be_filtered_by_is_there():
    assert set(Order.objects.values_list("currency", flat=True)) == {
        "TRY",
        "EUR",
        "BRL",
        "KWD",
        "JPY",
    }
    statuses = set(OrderItem.objects.values_list("status", flat=True))
    assert statuses >= {50, 100, 300, 400, 450, 500, 510, 520, 540, 550, 600}
    assert set(Order.objects.values_list("client_type", flat=True)) >= {
        "web",
        "ios",
        "android",
        "instore",
    }
    assert Order.objects.filter(item_count__gte=4).exists()
    assert Order.objects.filter(is_send=False).exists()
    assert Order.objects.filter(has_gift_box=True).exclude(gift_box_note="").exists()
    assert Order.objects.annotate(n=Count("transactions")).filter(n__gt=1).exists()
    assert Order.objects.annotate(n=Count("packages")).filter(n__gt=1).exists()
    assert Package.objects.filter(status="ready_to_ship").exists()
    assert Contract.objects.exists()
    assert OrderEvent.objects.filter(kind=OrderEvent.Kind.NOTE_ADDED).exists()


@pytest.mark.usefixtures("seeded")
def test_recent_orders_are_on_their_way_and_old_ones_have_arrived():
    old = Order.objects.filter(placed_at__lt=UNTIL - timedelta(days=14))
    new = Order.objects.filter(placed_at__gte=UNTIL - timedelta(days=1))

    assert old.filter(status__gte=Status.REVIEW_STARTED).count() > 0.85 * old.count()
    assert new.filter(status__lte=Status.SHIPPED).count() > 0.85 * new.count()
    assert not Order.objects.filter(placed_at__gte=UNTIL).exists()


@pytest.mark.usefixtures("seeded")
def test_only_lines_with_a_seller_have_packages_and_only_shipped_ones_a_tracking_number():
    items = OrderItem.objects.all()
    assert not items.filter(Q(seller=None) ^ Q(package=None)).exists()
    assert not items.exclude(seller=None).exclude(seller=F("package__seller")).exists()
    marketplace = SalesChannel.Type.MARKETPLACE
    assert not items.filter(seller=None, order__channel__channel_type=marketplace).exists()
    below = items.filter(status__in=[s for s in Status if s < 500 and s not in NOT_LIVE])
    assert not below.exclude(tracking_number="", shipping_company=None).exists()
    shipped = items.filter(status__gte=500).exclude(order__channel__channel_type="instore")
    assert not shipped.filter(Q(tracking_number="") | Q(shipping_company=None)).exists()


@pytest.mark.usefixtures("seeded")
def test_the_log_tells_of_legal_moves_from_placement_to_the_status_now():
    steps = defaultdict(list)
    events = OrderEvent.objects.filter(kind=OrderEvent.Kind.STATUS_CHANGED).order_by("at", "pk")
    for item_id, changes in events.values_list("item_id", "changes"):
        steps[item_id].append(changes["status"])
    trade_in = {Status.TRADE_IN_PAYMENT_WAITING, Status.TRADE_IN_PAID}
    for item in OrderItem.objects.exclude(status__in=trade_in):
        story = steps[item.pk]
        for (_, before), (after, _) in itertools.pairwise(story):
            assert before == after
        assert [
            (old, new)
            for old, new in story
            if Status.CANCELLATION_WAITING not in (old, new) and not ITEM_MOVES.allows(old, new)
        ] == []
        if story:
            assert story[-1][1] == item.status


@pytest.mark.usefixtures("seeded")
def test_events_are_written_in_the_order_in_which_they_happened():
    by_order = defaultdict(list)
    for order_id, kind, at in OrderEvent.objects.order_by("pk").values_list(
        "order_id", "kind", "at"
    ):
        by_order[order_id].append((kind, at))
    assert len(by_order) == 1500
    for story in by_order.values():
        assert story[0][0] == OrderEvent.Kind.PLACED
        times = [at for _, at in story]
        assert times == sorted(times)
        assert times[-1] <= UNTIL


@pytest.mark.usefixtures("seeded")
def test_people_have_numbers_that_exist_and_addresses_that_belong_to_nobody():
    customers = Customer.objects.all()
    for customer in customers:
        assert customer.first_name
        assert customer.last_name
        if customer.phone_number:
            assert phonenumbers.is_valid_number(phonenumbers.parse(customer.phone_number))
        if customer.email:
            assert customer.email.endswith((".example", "@example.com"))
            assert customer.email.isascii()
    assert not Address.objects.filter(Q(city="") | Q(line="") | Q(postcode__contains="#")).exists()
    assert customers.filter(orders__isnull=True).count() < 0.05 * customers.count()
    assert customers.annotate(n=Count("orders")).filter(n__gt=1).count() > 100
