"""Plans as a client reads them, and which of them it has not acknowledged."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from orders.models import Revision
from tests.api.cancellations.following import acknowledge, keys_due
from tests.api.clients import client_of
from tests.cancellations.orders import register, run
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    OrderFactory,
    PlanRefundFactory,
    RefundFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/cancellation_plans/"


def found(api, query="", url=LIST):
    answer = api.get(f"{url}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["pk"] for row in answer.json()["results"]]


def test_a_plan_has_the_names_of_the_public_api(api, shop, gateway):
    order = shop.place("30.00", "20.00", shipping="4.90")
    register(gateway, order)
    first, second = order.items.order_by("line_number")
    plan = shop.plan(order, shop.wish(first, second, refund_invoice_number="RF-1"))
    changed = Revision.objects.get(kind="cancellation_plan", object_id=plan.pk).changed_at

    shown = api.get(f"{LIST}{plan.pk}/").json()

    refund = plan.refunds.get().refund
    assert shown == {
        "pk": plan.pk,
        "plan_type": "cancel",
        "cancellation_plan_status": "waiting",
        "status": "waiting",
        "confirmation": "none",
        "order": order.pk,
        "order_number": order.number,
        "channel": order.channel_id,
        "amount": "54.90",
        "shipping_amount": "4.90",
        "currency": "EUR",
        "reason": None,
        "refund_invoice_number": "RF-1",
        "created_by": shop.operator.username,
        "created_date": in_utc(plan.created_at),
        "modified_date": in_utc(changed),
        "executes_at": in_utc(plan.executes_at),
        "cancellationplanorderitem_set": [
            {
                "order_item": item.pk,
                "reason": shop.reasons["cancel"].pk,
                "amount": amount,
                "iban": "",
                "holder_name": "",
            }
            for item, amount in [(first, "30.00"), (second, "20.00")]
        ],
        "refunds": [
            {"pk": refund.pk, "method": "gateway", "amount": "54.90", "status": "reserved"}
        ],
    }
    run(plan)
    after = api.get(f"{LIST}{plan.pk}/").json()
    assert (after["status"], after["refunds"][0]["status"]) == ("completed", "succeeded")
    assert after["modified_date"] > shown["modified_date"]


def in_utc(moment):
    return moment.isoformat().replace("+00:00", "Z")


def test_an_account_is_shown_as_pages_show_it(api, shop):
    order = shop.place("30.00", pay=[("funds_transfer", "30.00")])
    account = {"iban": "DE89370400440532013000", "holder_name": "Inês"}
    plan = shop.plan(order, shop.wish(order.items.get(), **account))

    (item,) = api.get(f"{LIST}{plan.pk}/").json()["cancellationplanorderitem_set"]

    assert (item["iban"], item["holder_name"]) == ("DE89 3704 … 0130 00", "Inês")


@pytest.mark.parametrize(
    ("currency", "shown"), [("JPY", "150"), ("KWD", "150.000"), ("TRY", "150.00")]
)
def test_amounts_have_the_decimals_of_their_currency(api, channel, currency, shown):
    order = OrderFactory(channel=channel, currency=currency, net_shipping_amount=Decimal(150))
    plan = CancellationPlanFactory(order=order, amount=Decimal(150), shipping_amount=Decimal(150))

    plan = api.get(f"{LIST}{plan.pk}/").json()

    assert (plan["amount"], plan["shipping_amount"], plan["currency"]) == (shown, shown, currency)


def test_filters_find_what_they_say(api, channel):
    mine = CancellationPlanFactory(
        order__channel=channel, plan_type="refund", created_by=UserFactory(username="ines")
    )
    other = CancellationPlanFactory(order__channel=channel, created_by=UserFactory())
    CancellationPlan.objects.filter(pk=other.pk).update(status="refunding")

    assert found(api, "plan_type=refund") == [mine.pk]
    assert found(api, "cancellation_plan_status=refunding") == [other.pk]
    assert found(api, "status=waiting") == [mine.pk]
    assert found(api, f"order_id={mine.order_id}") == [mine.pk]
    assert found(api, f"order={other.order_id}") == [other.pk]
    assert found(api, f"order_number={other.order.number}") == [other.pk]
    assert found(api, f"channel_id__in={channel.pk},7") == [mine.pk, other.pk]
    assert found(api, f"channel_id__in={channel.pk + 1}") == []
    assert found(api, "created_by=ines") == [mine.pk]
    assert found(api, f"pk__in={other.pk}") == [other.pk]
    assert found(api, "sort=-id") == [other.pk, mine.pk]
    assert found(api, "created_date__gte=2999-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    "query",
    ["plan_type=x", "status=1", "order_id=x", "order_id=1e9", f"order_id={2**63}", "pk__in=x"],
)
def test_a_filter_that_means_nothing_is_refused(api, query):
    answer = api.get(f"{LIST}?{query}")

    assert (answer.status_code, next(iter(answer.json()))) == (400, query.partition("=")[0])


def test_plans_of_a_channel_stand_under_it(channel):
    second = SalesChannelFactory()
    both = client_of(UserFactory(role="API client", channels=[channel, second]))
    mine = CancellationPlanFactory(order__channel=channel)
    CancellationPlanFactory(order__channel=second)

    assert found(both, url=f"/api/v1/channel/{channel.pk}/cancellation_plans/") == [mine.pk]


def test_a_strangers_plan_is_nowhere(stranger, channel):
    plan = CancellationPlanFactory(order__channel=channel)

    assert found(stranger) == []
    assert stranger.get(f"{LIST}{plan.pk}/").status_code == 404
    inside = f"/api/v1/channel/{channel.pk}/cancellation_plans/"
    assert stranger.get(inside).status_code == 404
    assert stranger.get(f"{inside}inserts_or_updates/").status_code == 404


def test_plans_are_only_read(api, channel):
    plan = CancellationPlanFactory(order__channel=channel)

    assert api.post(LIST, {}).status_code == 405
    assert api.patch(f"{LIST}{plan.pk}/", {}).status_code == 405


@pytest.mark.parametrize("many", [3, 33])
@pytest.mark.parametrize(("path", "queries"), [("", 9), ("inserts_or_updates/", 10)])
def test_many_plans_take_as_many_queries(
    api, channel, many, path, queries, django_assert_num_queries
):
    for _ in range(many):
        plan = CancellationPlanItemFactory(item__order__channel=channel).plan
        PlanRefundFactory(plan=plan, refund=RefundFactory(order=plan.order))
    url = f"/api/v1/channel/{channel.pk}/cancellation_plans/{path}?limit=100"

    with django_assert_num_queries(queries):
        answer = api.get(url)

    assert len(answer.json()["results"]) == many


FEED = "cancellation_plans/inserts_or_updates/"


def test_plans_are_given_until_they_are_acknowledged_and_once_they_change(api, channel):
    first, second = CancellationPlanFactory.create_batch(2, order=OrderFactory(channel=channel))
    CancellationPlanFactory()

    assert keys_due(api, channel, FEED) == [first.pk, second.pk]
    acknowledge(api, channel, FEED, "cancellationplan")
    assert keys_due(api, channel, FEED) == []

    CancellationPlan.objects.filter(pk=first.pk).update(status="refunding")
    assert keys_due(api, channel, FEED) == [first.pk]


def test_a_change_of_no_status_is_none(api, channel):
    plan = CancellationPlanFactory(order__channel=channel)
    acknowledge(api, channel, FEED, "cancellationplan")

    CancellationPlan.objects.filter(pk=plan.pk).update(mailed_at=timezone.now())

    assert keys_due(api, channel, FEED) == []


def test_what_waits_longest_comes_first_and_pages_go_on(api, channel):
    plans = CancellationPlanFactory.create_batch(3, order=OrderFactory(channel=channel))
    CancellationPlan.objects.filter(pk=plans[0].pk).update(status="refunding")
    url = f"/api/v1/channel/{channel.pk}/{FEED}?limit=2"

    page = api.get(url).json()
    rest = api.get(page["next"]).json()

    keys = [row["pk"] for row in (*page["results"], *rest["results"])]
    assert keys == [plans[1].pk, plans[2].pk, plans[0].pk]
    assert (page["count"], rest["next"]) == (3, None)


def test_updates_are_narrowed_by_the_filters_of_the_list(api, channel):
    mine = CancellationPlanFactory(order__channel=channel, plan_type="refund")
    CancellationPlanFactory(order__channel=channel)

    assert keys_due(api, channel, f"{FEED}?plan_type=refund") == [mine.pk]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("cursor=", 200),
        ("cursor=x", 200),
        ("page=0", 400),
        ("page=101", 200),
        ("page=999999999999999999", 200),
    ],
)
def test_odd_pages_of_updates_are_no_errors_of_ours(api, channel, query, status):
    CancellationPlanFactory(order__channel=channel)

    assert api.get(f"/api/v1/channel/{channel.pk}/{FEED}?{query}").status_code == status


def test_updates_are_of_one_channel(api):
    assert api.get(f"/api/v1/{FEED}").status_code == 404
