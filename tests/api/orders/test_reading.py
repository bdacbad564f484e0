"""Orders as a client reads them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cancellations.models import CancellationPlan
from orders.models import Order, OrderEvent
from tests.api.clients import client_of
from tests.factories import (
    CancellationPlanFactory,
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def found(api, query, url="/api/v1/orders/"):
    return [row["pk"] for row in api.get(f"{url}?{query}").json()["results"]]


def test_an_order_has_the_names_of_the_public_api(api, channel):
    order = OrderFactory(
        channel=channel, status=450, currency="BRL", amount=Decimal("149.9"), extra_field={"id": 7}
    )

    shown = api.get(f"/api/v1/orders/{order.pk}/").json()

    assert shown["pk"] == order.pk
    assert shown["number"] == order.number
    assert shown["status"] == "450"
    assert shown["amount"] == "149.90"
    assert shown["channel"] == channel.pk
    assert shown["extra_field"] == {"id": 7}
    assert shown["date_placed"].endswith("Z")


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "150"), ("KWD", "150.000")])
def test_an_amount_has_the_decimals_of_its_currency(api, channel, currency, shown):
    order = OrderFactory(channel=channel, currency=currency, amount=Decimal(150))

    assert api.get(f"/api/v1/orders/{order.pk}/").json()["amount"] == shown


def test_an_order_is_found_by_its_number(api, channel):
    order = OrderFactory(channel=channel, number="A/1 %ü")

    answer = api.get("/api/v1/order_number/A/1 %25ü/")

    assert answer.json()["pk"] == order.pk


def test_filters_find_what_they_say(api, channel):
    mine = OrderFactory(channel=channel, status=500, is_send=True)
    other = OrderFactory(channel=channel, status=450, is_send=False)

    assert found(api, f"number={mine.number}") == [mine.pk]
    assert found(api, "status=500") == [mine.pk]
    assert found(api, "status=shipped,450&sort=id") == [mine.pk, other.pk]
    assert found(api, "is_send=False") == [other.pk]
    assert found(api, f"customer={mine.customer_id}") == [mine.pk]
    assert found(api, f"pk__in={other.pk},{mine.pk}&sort=id") == [mine.pk, other.pk]
    assert found(api, f"channel={channel.pk + 1}") == []
    assert found(api, f"channel_id={channel.pk}&number={mine.number}") == [mine.pk]


def test_orders_are_found_by_when_they_were_placed(api, channel):
    moments = [datetime(2026, 3, day, 9, tzinfo=UTC) for day in (1, 2, 3)]
    keys = [OrderFactory(channel=channel, placed_at=moment).pk for moment in moments]

    assert found(api, "date_placed__gte=2026-03-02T09:00:00Z&sort=id") == keys[1:]
    assert found(api, "date_placed__lte=2026-03-02T12:00:00%2B03:00&sort=id") == keys[:2]


def test_orders_are_found_by_when_anything_of_them_changed(api, channel):
    untouched, changed = OrderFactory(channel=channel), OrderFactory(channel=channel)
    before = api.get(f"/api/v1/orders/{changed.pk}/").json()["modified_date"]
    api.patch(f"/api/v1/orders/{changed.pk}/", {"is_send": not changed.is_send})
    date = api.get(f"/api/v1/orders/{changed.pk}/").json()["modified_date"]

    assert before < date
    assert found(api, f"modified_date__gte={date}") == [changed.pk]
    assert changed.pk in found(api, f"modified_date__lte={date}")
    assert changed.pk not in found(api, f"modified_date__lte={before}")
    assert untouched.pk not in found(api, f"modified_date__gte={date}")


def test_orders_are_found_by_how_far_their_cancellation_is(api, channel):
    _none, waiting, refunding, refused = (OrderFactory(channel=channel) for _ in range(4))
    Order.objects.filter(pk=waiting.pk).update(cancellation_waiting=True)
    for order, status in ((refunding, "refunding"), (refused, "rejected")):
        plan = CancellationPlanFactory(order=order)
        CancellationPlan.objects.filter(pk=plan.pk).update(status=status)

    assert found(api, "cancel_status=waiting") == [waiting.pk]
    assert found(api, "cancel_status=approved") == [refunding.pk]
    assert found(api, "cancel_status=rejected") == [refused.pk]
    assert found(api, "cancel_status=completed") == []


def test_orders_of_a_channel_stand_under_it(channel):
    second = SalesChannelFactory()
    both = client_of(UserFactory(role="API client", channels=[channel, second]))
    mine = OrderFactory(channel=channel)
    OrderFactory(channel=second)

    assert found(both, "", url=f"/api/v1/channel/{channel.pk}/orders/") == [mine.pk]


def test_a_strangers_order_is_nowhere(stranger, channel):
    order = OrderFactory(channel=channel)

    assert stranger.get(f"/api/v1/orders/{order.pk}/").status_code == 404
    assert stranger.get(f"/api/v1/order_number/{order.number}/").status_code == 404
    assert found(stranger, f"pk__in={order.pk}") == []
    assert stranger.get("/api/v1/orders/").json()["count"] == 0


def test_somebody_who_may_not_look_orders_up_finds_none(channel):
    order = OrderFactory(channel=channel)
    seller = client_of(UserFactory(role="Seller", channels=[channel]))

    assert seller.get(f"/api/v1/orders/{order.pk}/").status_code == 404


def test_lines_of_an_order_are_found_by_it(api, channel):
    order = OrderFactory(channel=channel)
    lines = [OrderItemFactory(order=order) for _ in range(2)]
    OrderItemFactory(order__channel=channel)

    answer = found(api, f"order={order.pk}&sort=id", url="/api/v1/order_items/")

    assert answer == [line.pk for line in lines]


def test_an_order_is_marked_as_reported(api, channel):
    order = OrderFactory(channel=channel, is_send=False)

    answer = api.patch(f"/api/v1/orders/{order.pk}/", {"is_send": True, "status": 500})

    assert (answer.json()["is_send"], answer.json()["status"]) == (True, str(order.status))
    event = OrderEvent.objects.get(order=order)
    assert (event.kind, event.changes) == ("reported", {"is_send": [False, True]})


def test_marking_it_again_changes_nothing(api, channel):
    order = OrderFactory(channel=channel, is_send=True)

    assert api.patch(f"/api/v1/orders/{order.pk}/", {"is_send": True}).status_code == 200
    assert not OrderEvent.objects.filter(order=order).exists()


@pytest.mark.parametrize("many", [3, 33])
def test_lines_take_as_many_queries_for_many_rows(api, channel, many, django_assert_num_queries):
    for _ in range(many):
        OrderItemFactory(order__channel=channel)

    with django_assert_num_queries(6):
        api.get("/api/v1/order_items/?limit=100")
