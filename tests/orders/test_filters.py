from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import timezone

from orders.filters import OrderFilter
from orders.states import Status
from payments.models import PaymentType
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory(currency="BRL")


@pytest.fixture
def user(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def make(channel):
    def make(number, **kwargs):
        return OrderFactory(number=number, channel=channel, **kwargs)

    return make


def filter_of(user, query):
    return OrderFilter(QueryDict(query), user=user, payment_types=PaymentType.choices)


def numbers(user, query):
    return sorted(order.number for order in filter_of(user, query).qs)


def test_no_filter_shows_the_orders_of_the_person_s_channels(user, make):
    make("1")
    OrderFactory(number="stranger")
    assert numbers(user, "") == ["1"]


def test_order_numbers_match_exactly_and_the_others_are_named(user, make):
    make("10")
    make("100")
    order_filter = filter_of(user, "number=10%0A11")
    assert [order.number for order in order_filter.qs] == ["10"]
    assert order_filter.pasted == {"number": (2, ["11"])}


def test_a_stranger_s_number_is_unmatched(user):
    OrderFactory(number="stranger")
    order_filter = filter_of(user, "number=stranger")
    assert not order_filter.qs.exists()
    assert order_filter.pasted == {"number": (1, ["stranger"])}


def test_the_search_box_and_the_number_field_each_name_what_they_miss(user, make):
    make("10")
    order_filter = filter_of(user, "number=10%0A11&q=10%0A12")
    assert [order.number for order in order_filter.qs] == ["10"]
    assert order_filter.pasted == {"number": (2, ["11"]), "q": (2, ["12"])}


def test_several_statuses_are_any_of_them(user, make):
    make("1", status=Status.APPROVED)
    make("2", status=Status.SHIPPED)
    make("3", status=Status.DELIVERED)
    assert numbers(user, "status=400&status=500") == ["1", "2"]


def test_a_channel_that_is_not_one_s_own_is_refused(user, make):
    make("1")
    other = SalesChannelFactory()
    order_filter = filter_of(user, f"channel={other.pk}")
    assert [order.number for order in order_filter.qs] == ["1"]
    assert "channel" in order_filter.form.errors


def test_platforms(user, make):
    make("1", client_type="ios")
    make("2", client_type="web")
    assert numbers(user, "platform=ios") == ["1"]


def test_days_begin_and_end_in_the_person_s_zone(user, make):
    zone = ZoneInfo("America/Sao_Paulo")
    make("before", placed_at=datetime(2017, 11, 23, 23, 59, 59, tzinfo=zone))
    make("first", placed_at=datetime(2017, 11, 24, 0, 0, tzinfo=zone))
    make("last", placed_at=datetime(2017, 11, 24, 23, 59, 59, tzinfo=zone))
    make("after", placed_at=datetime(2017, 11, 25, 0, 0, tzinfo=zone))
    with timezone.override(zone):
        shown = numbers(user, "placed_from=2017-11-24&placed_to=24.11.2017")
    assert shown == ["first", "last"]


def test_a_customer_by_name(user, make):
    make("1", first_name="João Vítor")
    make("2", first_name="Umut")
    assert numbers(user, "customer=joao") == ["1"]


def test_the_longest_e_mail_and_the_longest_name_are_looked_for(user, make):
    email = f"{'e' * 242}@example.com"
    make("1", email=email, first_name="n" * 255)
    assert numbers(user, f"customer={email}") == ["1"]
    assert numbers(user, f"customer={'n' * 255}") == ["1"]


def test_a_payment_type_among_several(user, make):
    PaymentTransactionFactory(order=make("1"), payment_type="loyalty_money")
    PaymentTransactionFactory(order=make("2"), payment_type="wallet")
    PaymentTransactionFactory(order=make("3"), payment_type="credit_card")
    assert numbers(user, "payment_type=loyalty_money&payment_type=wallet") == ["1", "2"]


def test_a_seller_by_code_or_name(user, make):
    seller = SellerFactory(code="S-1", name="Casa Aurora")
    OrderItemFactory(order=make("1"), seller=seller)
    OrderItemFactory(order=make("2"), seller=SellerFactory())
    assert numbers(user, "seller=S-1") == numbers(user, "seller=casa+aurora") == ["1"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("São Bento", "sao+bento"), ("ışık", "ISIK"), ("Isik", "%C4%B1%C5%9F%C4%B1k")],
)
def test_a_seller_is_found_however_its_letters_are_written(user, make, name, typed):
    OrderItemFactory(order=make("1"), seller=SellerFactory(name=name))
    OrderItemFactory(order=make("2"), seller=SellerFactory())
    assert numbers(user, f"seller={typed}") == ["1"]


def test_of_namesakes_one_is_chosen_by_code(user, make):
    OrderItemFactory(order=make("1"), seller=SellerFactory(name="Ege", code="A"))
    OrderItemFactory(order=make("2"), seller=SellerFactory(name="Ege", code="B"))
    order_filter = filter_of(user, "seller=ege")
    assert order_filter.form.errors["seller"] == [
        "Several sellers are called “ege”. Type the code of one: A, B."
    ]
    assert numbers(user, "seller=B") == ["2"]


def test_an_unknown_seller_is_named_and_the_list_stays(user, make):
    make("1")
    order_filter = filter_of(user, "seller=Nobody")
    assert [order.number for order in order_filter.qs] == ["1"]
    assert order_filter.form.errors["seller"] == ["There is no seller “Nobody”."]


def test_shipping_companies(user, make):
    company = ShippingCompanyFactory()
    OrderItemFactory(order=make("1"), shipping_company=company)
    OrderItemFactory(order=make("2"))
    assert numbers(user, f"shipping_company={company.pk}") == ["1"]


@pytest.mark.parametrize("column", ["tracking_number", "invoice_number"])
def test_the_number_of_a_line(user, make, column):
    OrderItemFactory(order=make("1"), **{column: "JD04"})
    OrderItemFactory(order=make("2"), **{column: "JD05"})
    assert numbers(user, f"{column}=JD04") == ["1"]


def test_reported_or_not(user, make):
    make("1", is_send=True)
    make("2", is_send=False)
    assert (numbers(user, "reported=yes"), numbers(user, "reported=no")) == (["1"], ["2"])


def test_cancellation_waiting_or_not(user, make):
    OrderItemFactory(
        order=make("1"),
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )
    OrderItemFactory(order=make("2"))
    assert (numbers(user, "waiting=yes"), numbers(user, "waiting=no")) == (["1"], ["2"])


def test_amounts_in_the_one_currency_there_is(user, make):
    make("1", amount=Decimal("19.99"))
    make("2", amount=Decimal("20.00"))
    make("3", amount=Decimal("30.01"))
    assert numbers(user, "amount_from=20&amount_to=30") == ["2"]


def test_amounts_of_several_currencies_ask_for_one(make):
    lira = SalesChannelFactory(currency="TRY")
    real = SalesChannelFactory(currency="BRL")
    user = UserFactory(role="Operator", channels=[lira, real])
    OrderFactory(number="1", channel=lira, amount=Decimal(10))
    OrderFactory(number="2", channel=real, amount=Decimal(50))
    order_filter = filter_of(user, "amount_from=20")
    list(order_filter.qs)
    assert order_filter.form.errors["amount_from"] == [
        "Choose a currency: amounts of several cannot be compared."
    ]
    assert numbers(user, "amount_from=20&currency=BRL") == ["2"]
    assert numbers(user, f"amount_from=20&channel={real.pk}") == ["2"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("placed_from=31.02.2017", "placed_from"),
        ("placed_to=soon", "placed_to"),
        ("amount_from=abc", "amount_from"),
        ("amount_to=-1", "amount_to"),
        ("amount_to=1e999", "amount_to"),
        ("status=9999", "status"),
        ("channel=x", "channel"),
        ("reported=maybe", "reported"),
        ("customer=%00", "customer"),
        ("number=%00", "number"),
        ("placed_to=9999-12-31", "placed_to"),
        ("placed_from=0001-01-01", "placed_from"),
        (f"customer={'x' * 3000}", "customer"),
        (f"tracking_number={'x' * 3000}", "tracking_number"),
        ("currency=XXX", "currency"),
        ("placed_from=2017-11-26&placed_to=2017-11-24", "placed_to"),
        ("amount_from=30&amount_to=20", "amount_to"),
        ("q=" + "+".join(map(str, range(10_001))), "q"),
    ],
)
def test_nonsense_is_said_at_its_field_and_the_list_stays(user, make, query, field):
    make("1")
    order_filter = filter_of(user, query)
    assert [order.number for order in order_filter.qs] == ["1"]
    assert set(order_filter.form.errors) == {field}


def test_a_person_without_orders_permission_sees_none(channel, make):
    make("1")
    seller = UserFactory(role="Seller", channels=[channel])
    assert numbers(seller, "") == []


def test_a_superuser_sees_all(make):
    make("1")
    OrderFactory(number="2", placed_at=datetime(2017, 1, 1, tzinfo=UTC))
    assert numbers(UserFactory(is_superuser=True), "") == ["1", "2"]
