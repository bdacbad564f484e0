from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from omnitron.core.keyset import (
    BadCursor,
    Cursor,
    Sort,
    counts_up_to,
    cursor_in,
    expected_count,
    page_of,
    together,
)
from orders.models import Order
from orders.states import Status
from tests.factories import CustomerFactory, OrderFactory

NEWEST = Sort("placed_at", descending=True)
OLDEST = Sort("placed_at", descending=False)
CHEAPEST = Sort("amount", descending=False)


@pytest.fixture
def orders(db):
    """Seven orders; two share their time and three their amount."""
    customer = CustomerFactory()
    noon = timezone.now().replace(microsecond=123456)
    ages = [0, 1, 1, 2, 3, 4, 5]
    amounts = ["5.00", "5.00", "1.00", "5.00", "9.50", "2.25", "7.00"]
    return [
        OrderFactory(
            channel=customer.channel,
            customer=customer,
            placed_at=noon - timedelta(hours=age),
            amount=Decimal(amount),
            status=Status.SHIPPED if age % 2 else Status.APPROVED,
        )
        for age, amount in zip(ages, amounts, strict=True)
    ]


def walk(sort, *, size=3, start="", backwards=False, **kwargs):
    """Every page from one end to the other, as lists of keys."""
    of_dates = sort.field == "placed_at"
    pages, key = [], start
    while True:
        cursor = Cursor.parse(key, backwards=backwards, of_dates=of_dates) if key else None
        page = page_of(Order.objects.all(), sort=sort, size=size, cursor=cursor, **kwargs)
        pages.append([order.pk for order in page.rows])
        key = page.previous if backwards else page.next
        if not key:
            return pages, page


@pytest.mark.parametrize("sort", [NEWEST, OLDEST, CHEAPEST, Sort("amount", descending=True)])
@pytest.mark.parametrize("few", [True, False])
def test_pages_hold_every_order_once_and_in_order(orders, sort, few):
    pages, _last = walk(sort, few=few)
    wanted = sorted(orders, key=lambda o: (getattr(o, sort.field), o.pk), reverse=sort.descending)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [pk for page in pages for pk in page] == [order.pk for order in wanted]


@pytest.mark.parametrize("few", [True, False])
def test_the_way_back_shows_the_same_pages(orders, few):
    forth, last = walk(NEWEST, few=few)
    back, first = walk(NEWEST, start=last.previous, backwards=True, few=few)
    assert back == [forth[1], forth[0]]
    assert (first.previous, bool(first.next)) == ("", True)


@pytest.mark.parametrize("few", [True, False])
def test_parts_give_the_same_pages_as_the_whole(orders, few):
    parts = [Q(status=Status.APPROVED), Q(status=Status.SHIPPED)]
    assert walk(OLDEST, parts=parts, few=few)[0] == walk(OLDEST)[0]
    assert walk(CHEAPEST, parts=parts, few=few)[0] == walk(CHEAPEST)[0]


@pytest.mark.parametrize("few", [True, False])
def test_parts_of_nothing_are_an_empty_page(orders, few):
    parts = [Q(status=Status.APPROVED), Q(status=Status.SHIPPED)]
    page = page_of(Order.objects.none(), sort=NEWEST, size=3, few=few, parts=parts)
    assert (page.rows, page.next, page.previous) == ([], "", "")


def test_a_page_that_holds_all_has_no_neighbours(orders):
    page = page_of(Order.objects.all(), sort=NEWEST, size=7)
    assert (len(page.rows), page.next, page.previous) == (7, "", "")


def test_an_empty_list_has_no_neighbours(db):
    page = page_of(Order.objects.all(), sort=NEWEST, size=7)
    assert (page.rows, page.next, page.previous) == ([], "", "")


@pytest.mark.parametrize("few", [True, False])
def test_a_page_is_one_query(orders, django_assert_num_queries, few):
    cursor = Cursor(timezone.now(), 1)
    with django_assert_num_queries(1):
        page_of(Order.objects.all(), sort=NEWEST, size=3, cursor=cursor, few=few)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "~",
        "abc~1",
        "2017-11-24T10:00:00~1",
        "2017-11-24T10:00:00+00:00~x",
        "2017-11-24T10:00:00+00:00~-1",
        "2017-11-24T10:00:00+00:00~99999999999999999999",
        "2017-11-24T10:00:00+00:00",
    ],
)
def test_a_forged_page_of_dates_is_refused(text):
    with pytest.raises(BadCursor, match="no such page"):
        Cursor.parse(text, backwards=False, of_dates=True)


@pytest.mark.parametrize(
    "text", ["NaN~1", "Infinity~1", "1.00~", "x~1", "1e999999~1", "1e-99999~1", "1" * 20 + "~1"]
)
def test_a_forged_page_of_amounts_is_refused(text):
    with pytest.raises(BadCursor, match="no such page"):
        Cursor.parse(text, backwards=False, of_dates=False)


def test_a_page_key_reads_back_as_it_was():
    cursor = Cursor(timezone.now(), 42)
    assert Cursor.parse(str(cursor), backwards=False, of_dates=True) == cursor


@pytest.mark.parametrize(("name", "backwards"), [("after", False), ("before", True)])
def test_a_query_names_the_row_and_the_way_from_it(name, backwards):
    row = Cursor(Decimal("20.5"), 7, backwards)
    assert cursor_in({"sort": "amount", name: str(row)}, of_dates=False) == row


@pytest.mark.parametrize("query", [{}, {"after": "", "before": ""}])
def test_a_query_without_a_row_is_of_the_first_page(query):
    assert cursor_in(query, of_dates=True) is None


def test_statistics_tell_about_how_many_rows_there_are(orders):
    customer = orders[0].customer
    OrderFactory.create_batch(
        30, customer=customer, channel=customer.channel, status=Status.SHIPPED
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_order")

    found = Order.objects.filter(status=Status.SHIPPED)
    # Rows of tests that were rolled back may be counted for a while.
    assert found.count() <= expected_count(found) <= 2 * found.count()
    assert expected_count(Order.objects.filter(status=Status.DELIVERED)) == 1


def test_a_list_of_several_parts_is_counted_with_others(orders):
    parts = [Q(status=Status.APPROVED), Q(status=Status.SHIPPED)]
    whole, none = together(Order.objects.all(), parts), together(Order.objects.none(), parts)
    assert counts_up_to(5, [whole, none, Order.objects.filter(status=Status.SHIPPED)]) == [5, 0, 4]


def test_several_lists_are_counted_at_once(orders, django_assert_num_queries):
    everything, none = Order.objects.all(), Order.objects.none()
    one = everything.filter(pk=orders[0].pk)

    with django_assert_num_queries(1):
        assert counts_up_to(2, [everything, none, one]) == [2, 0, 1]
    with django_assert_num_queries(0):
        assert counts_up_to(2, [none]) == [0]


def test_nothing_is_expected_where_nothing_can_match(db):
    assert expected_count(Order.objects.none()) == 0
