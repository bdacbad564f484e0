"""What the list shows, for whom, and how it is narrowed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.models import CancellationRequest
from cancellations.states import RequestStatus
from tests.cancellations.requests import request_at
from tests.factories import (
    CancellationReasonFactory,
    CancellationRequestFactory,
    SalesChannelFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.panel.order_detail.pages import text_of
from tests.panel.pressing import pressed_by_enter
from tests.panel.requests.pages import REQUESTS, ids

pytestmark = pytest.mark.django_db


def asked(shop, *, days=0, status=RequestStatus.WAITING, **values):
    values.setdefault("item__order__channel", shop.channel)
    request = request_at(status, **values)
    moment = timezone.now() - timedelta(days=days)
    CancellationRequest.objects.filter(pk=request.pk).update(created_at=moment)
    return request


def test_what_waits_is_listed_oldest_first(shop, operator):
    young, old = asked(shop, days=1), asked(shop, days=5)
    asked(shop, days=3, status=RequestStatus.REJECTED)

    assert ids(operator.get(REQUESTS)) == [old.pk, young.pk]
    assert ids(operator.get(f"{REQUESTS}?sort=newest")) == [young.pk, old.pk]


@pytest.mark.parametrize(
    ("tab", "status"),
    [
        ("seller", RequestStatus.WAITING_APPROVAL),
        ("confirmed", RequestStatus.CONFIRMED),
        ("approved", RequestStatus.APPROVED),
        ("completed", RequestStatus.COMPLETED),
        ("rejected", RequestStatus.REJECTED),
    ],
)
def test_each_status_has_a_tab(shop, operator, tab, status):
    waiting, other = asked(shop, days=1), asked(shop, status=status)

    assert ids(operator.get(f"{REQUESTS}?status={tab}")) == [other.pk]
    assert ids(operator.get(f"{REQUESTS}?status=all")) == [other.pk, waiting.pk]


def test_each_filter_leaves_what_matches(shop, operator):
    other = SalesChannelFactory()
    shop.operator.channel_access.create(channel=other)
    reason = CancellationReasonFactory(cancellation_type="refund")
    one = asked(shop, days=9, request_type="refund", reason=reason)
    asked(shop, item__order__channel=other)
    day = f"{timezone.now() - timedelta(days=8):%Y-%m-%d}"

    for query in (
        f"order={one.order.number}",
        "type=refund",
        f"channel={shop.channel.pk}",
        f"reason={reason.pk}",
        f"asked_to={day}",
        f"order={one.order.number}&type=refund&asked_from=&asked_to={day}",
    ):
        page = operator.get(f"{REQUESTS}?{query}", follow=True)
        assert (query, ids(page)) == (query, [one.pk])


def test_a_field_that_cannot_be_read_says_so_and_the_others_count(shop, operator):
    asked(shop)
    one = asked(shop, request_type="refund")

    page = operator.get(f"{REQUESTS}?type=refund&asked_from=2026-13-01")

    assert ids(page) == [one.pk]
    assert "Enter a valid date." in page.content.decode()


def test_a_row_says_what_is_asked_for_and_how_it_comes_back(shop, operator):
    carrier = ShippingCompanyFactory(
        name="Ege Kargo", tracking_url_template="https://ege.example/{tracking_number}"
    )
    asked(
        shop,
        days=4,
        request_type="refund",
        item__quantity=3,
        quantity=2,
        description="Sleeves too long",
        return_company=carrier,
        return_tracking_number="EK 7",
    )

    page = operator.get(REQUESTS)

    text = text_of(page)
    assert "Return Reason" in text
    assert re.search(r"Sleeves too long 2 of 3 €[0-9.]+ Ege Kargo EK 7", text)
    assert 'href="https://ege.example/EK%207"' in page.content.decode()
    assert page.context["listing"].rows[0].is_late


def test_a_row_names_the_customer_and_what_the_pieces_are_worth(shop, operator):
    values = {"price": 100, "discount_amount": 10, "net_amount": 90, "tax_amount": 0}
    line = {f"item__{name}": value for name, value in values.items()}
    some = asked(shop, **line, item__quantity=3, quantity=2, item__installment_interest_amount=6)
    whole = asked(shop, **line, item__quantity=2, quantity=2)
    order = some.order

    page = operator.get(REQUESTS)

    amounts = {row.request.pk: row.amount for row in page.context["listing"].rows}
    assert amounts == {some.pk: 64, whole.pk: 90}
    assert f"{order.number} {order.customer_name} {shop.channel.name}" in text_of(page)
    assert "2 of 3 €64.00" in text_of(page)


def test_a_rejected_one_says_who_and_why(shop, operator):
    request = asked(shop, status=RequestStatus.REJECTED)
    CancellationRequest.objects.filter(pk=request.pk).update(
        rejection="Worn", rejected_by=UserFactory(first_name="Deniz", last_name="Aydın")
    )

    text = text_of(operator.get(f"{REQUESTS}?status=rejected"))

    assert "Worn (Deniz Aydın" in text


def test_requests_of_other_channels_are_not_there(shop, operator):
    CancellationRequestFactory()

    page = operator.get(REQUESTS)

    assert ids(page) == []
    assert "Nobody waits for an answer" in page.content.decode()


def test_an_empty_filter_offers_to_take_it_away(shop, operator):
    asked(shop)

    page = operator.get(f"{REQUESTS}?type=refund")

    assert "Remove “Type: Return”" in page.content.decode()


def test_fifty_are_on_a_page_and_the_rest_on_the_next(shop, operator):
    requests = [asked(shop, days=60 - number) for number in range(52)]
    first = operator.get(REQUESTS)

    second = operator.get(REQUESTS, {"after": first.context["listing"].page.next})

    assert ids(first) == [request.pk for request in requests[:50]]
    assert ids(second) == [request.pk for request in requests[50:]]
    assert "50 of 52 requests" in text_of(first)


def test_a_page_that_never_was_is_the_first_and_says_so(shop, operator):
    request = asked(shop)

    page = operator.get(f"{REQUESTS}?after=nonsense")

    assert ids(page) == [request.pk]
    assert "There is no such page; this is the first one." in text_of(page)


def test_the_sidebar_counts_what_waits(shop, operator):
    asked(shop)
    asked(shop)
    asked(shop, status=RequestStatus.REJECTED)

    assert '<span class="count">2</span>' in operator.get("/omnitron/orders/").content.decode()


@pytest.mark.parametrize("count", [3, 33])
def test_the_list_costs_the_same_whatever_it_holds(
    shop, operator, count, django_assert_num_queries
):
    for _ in range(count):
        asked(shop, status=RequestStatus.REJECTED)

    with django_assert_num_queries(6):
        operator.get(f"{REQUESTS}?status=all")


def test_a_tick_says_of_whom_what_and_how_many_would_be_rejected(shop, operator):
    one = asked(shop, item__quantity=3, quantity=2, item__name="Towels")

    page = operator.get(REQUESTS)

    named = f"Order {one.order.number}, {one.order.customer_name}: Towels, quantity 2 of 3"
    assert f'data-named="{named}"' in page.text


def test_enter_on_a_tick_rejects_nothing_and_shows_the_preview(shop, operator):
    asked(shop)

    page = operator.get(REQUESTS)

    pressed = pressed_by_enter(page, f"{REQUESTS}approve/")
    assert pressed == '<button class="btn btn-primary" type="submit">'
