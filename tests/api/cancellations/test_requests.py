"""Requests that a sales channel makes and follows."""

import pytest
from django.db import transaction

from cancellations.models import CancellationPlan, CancellationRequest
from cancellations.services.rejecting import reject_requests
from orders.models import OrderEvent
from orders.states import Status
from tests.api.cancellations.following import acknowledge, due, keys_due
from tests.api.clients import client_of
from tests.cancellations.orders import run
from tests.cancellations.requests import ask, request_at
from tests.concurrency import start_behind
from tests.factories import (
    CancellationReasonFactory,
    CancellationRequestFactory,
    SalesChannelFactory,
    ShippingCompanyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/cancellation_requests/"
FEED = "cancellation_requests/updates/"
IBAN = "DE89370400440532013000"


@pytest.fixture
def order(shop):
    return shop.place({"price": "30.00", "name": "Cup", "quantity": 3}, "20.00", pay=[])


@pytest.fixture
def cup(order):
    return order.items.get(name="Cup")


@pytest.fixture
def body(shop, cup):
    return {
        "order_item": cup.pk,
        "reason": shop.reasons["cancel"].pk,
        "remote_id": "Q-1",
        "description": "Küçük geldi",
        "cancellation_type": "cancel",
    }


def made():
    return CancellationRequest.objects.get()


def found(api, query="", url=LIST):
    return [row["id"] for row in api.get(f"{url}?{query}").json()["results"]]


def test_a_channel_asks_and_the_request_waits(api, shop, channel, cup, body):
    answer = api.post(f"/api/v1/channel/{channel.pk}/cancellation_requests/", body)

    request, shown = made(), answer.json()
    assert answer.status_code == 201
    assert shown.pop("modified_date") >= shown.pop("created_date")
    assert shown == {
        "pk": request.pk,
        "id": request.pk,
        "order": cup.order_id,
        "order_number": cup.order.number,
        "channel": channel.pk,
        "order_item": cup.pk,
        "reason": shop.reasons["cancel"].pk,
        "description": "Küçük geldi",
        "cancellation_type": "cancel",
        "status": "waiting",
        "quantity": 3,
        "iban": "",
        "holder_name": "",
        "easy_return": None,
        "cancellation_plan": None,
        "rejection": "",
    }
    assert request.source == "api"
    event = OrderEvent.objects.get(kind="request_made")
    assert (event.actor_type, event.actor) == ("api_client", api.user)


def test_everything_else_is_kept_too(api, shop, channel):
    carrier = ShippingCompanyFactory()
    order = shop.place({"price": "30.00", "quantity": 3}, status=Status.DELIVERED)
    body = {
        "order_item": order.items.get().pk,
        "reason": shop.reasons["refund"].pk,
        "cancellation_type": "refund",
        "quantity": 2,
        "iban": "DE89 3704 0044 0532 0130 00",
        "holder_name": "Inês",
        "easy_return": {"shipping_company": carrier.code, "tracking_number": "RT 7"},
    }

    shown = api.post(LIST, body).json()

    request = made()
    assert (request.iban, request.holder_name, request.quantity) == (IBAN, "Inês", 2)
    assert (request.return_company, request.return_tracking_number) == (carrier, "RT 7")
    assert (shown["iban"], shown["quantity"]) == ("DE89 3704 … 0130 00", 2)
    assert shown["easy_return"] == {"shipping_company": carrier.code, "tracking_number": "RT 7"}


def test_a_channel_may_give_every_reason(api, body):
    body["reason"] = CancellationReasonFactory(sources=frozenset({"seller"})).pk

    assert api.post(LIST, body).status_code == 201


def test_the_same_again_while_it_waits_is_the_same(api, body):
    first = api.post(LIST, body)

    again = api.post(LIST, body)

    assert (again.status_code, again.json()) == (200, first.json())
    assert OrderEvent.objects.filter(kind="request_made").count() == 1


@pytest.mark.parametrize(
    "other", [{"description": "Other"}, {"quantity": 1}, {"iban": IBAN}, {"holder_name": "Rui"}]
)
def test_something_else_for_the_same_line_is_refused(api, body, other):
    first = api.post(LIST, body).json()

    answer = api.post(LIST, {**body, **other})

    assert answer.status_code == 400
    assert answer.json()["order_item"] == [
        f"Cup: request {first['id']} waits for an answer already."
    ]


def test_the_same_again_once_it_was_rejected_is_a_new_one(api, shop, body):
    first = api.post(LIST, body).json()["id"]
    reject_requests(actor=shop.operator, request_ids=[first], reason="Sent")

    answer = api.post(LIST, body)

    assert (answer.status_code, answer.json()["id"] != first) == (201, True)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_first_is_answered_by_it(api, body):
    with transaction.atomic():
        first = api.post(LIST, body)
        second = start_behind(lambda: client_of(api.user).post(LIST, body))

    assert second.result(timeout=10).json() == first.json()
    assert CancellationRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"quantity": 4}, "quantity", "Cup: the line has 3 pieces, so 4 cannot go back."),
        (
            {"cancellation_type": "refund"},
            "order_item",
            "Cup: it has not been shipped: choose Cancel.",
        ),
        (
            {"reason": 0},
            "reason",
            "Cup: this reason cannot be given here: choose one from the list.",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(api, body, said, field, sentence):
    answer = api.post(LIST, {**body, **said})

    assert (answer.status_code, answer.json()[field]) == (400, [sentence])
    assert not CancellationRequest.objects.exists()


def test_a_strangers_line_is_refused_as_if_there_were_none(stranger, body):
    answer = stranger.post(LIST, body)

    assert (answer.status_code, answer.json()["order_item"]) == (
        400,
        [f"There is no order line {body['order_item']}."],
    )


def test_a_line_of_another_channel_is_refused_in_this_one(channel, body):
    second = SalesChannelFactory()
    both = client_of(UserFactory(role="API client", channels=[channel, second]))

    answer = both.post(f"/api/v1/channel/{second.pk}/cancellation_requests/", body)

    assert "order_item" in answer.json()
    assert not CancellationRequest.objects.exists()


def test_whoever_may_only_look_asks_for_nothing(channel, shop, body, cup):
    support = client_of(UserFactory(role="Support", channels=[channel]))
    request = ask(shop, cup)

    assert support.post(LIST, body).status_code == 403
    assert support.post(f"{LIST}{request.pk}/approve/").status_code == 403
    assert support.post(f"{LIST}{request.pk}/reject/", {"reason": "No"}).status_code == 403
    assert support.get(f"{LIST}{request.pk}/").json()["status"] == "waiting"


def test_a_strangers_request_is_nowhere(stranger, channel):
    request = CancellationRequestFactory(item__order__channel=channel)

    assert found(stranger) == []
    assert stranger.get(f"{LIST}{request.pk}/").status_code == 404
    assert stranger.post(f"{LIST}{request.pk}/approve/").status_code == 404
    assert stranger.post(f"{LIST}{request.pk}/reject/", {"reason": "No"}).status_code == 404
    assert stranger.get(f"/api/v1/channel/{channel.pk}/{FEED}").status_code == 404


def test_approving_makes_the_plan_that_is_asked_for(api, shop, cup, body):
    request = ask(shop, cup, quantity=2, description="Too small")

    answer = api.post(f"{LIST}{request.pk}/approve/")

    plan = CancellationPlan.objects.get()
    assert (answer.json()["status"], answer.json()["cancellation_plan"]) == ("approved", plan.pk)
    assert (plan.source, plan.created_by, plan.plan_type) == (
        "customer_request",
        api.user,
        "cancel",
    )
    entry = plan.items.get()
    assert (entry.item.quantity, entry.reason, entry.note) == (
        2,
        shop.reasons["cancel"],
        "Too small",
    )
    assert plan.executes_at <= plan.created_at
    run(plan)
    assert api.get(f"{LIST}{request.pk}/").json()["status"] == "completed"


def test_a_reason_that_only_a_channel_gives_can_be_approved(api, shop, body):
    body["reason"] = CancellationReasonFactory(sources=frozenset({"seller"})).pk
    request = api.post(LIST, body).json()["id"]

    assert api.post(f"{LIST}{request}/approve/").json()["status"] == "approved"


def test_approving_again_is_answered_by_the_same_plan(api, shop, cup):
    request = ask(shop, cup)
    first = api.post(f"{LIST}{request.pk}/approve/")

    assert api.post(f"{LIST}{request.pk}/approve/").json() == first.json()
    run(CancellationPlan.objects.get())
    assert api.post(f"{LIST}{request.pk}/approve/").json()["status"] == "completed"
    assert CancellationPlan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["approve", "reject"])
def test_who_waits_for_the_first_answer_is_told_the_same(api, shop, cup, path):
    url = f"{LIST}{ask(shop, cup).pk}/{path}/"

    with transaction.atomic():
        first = api.post(url, {"reason": "Sent"})
        second = start_behind(lambda: client_of(api.user).post(url, {"reason": "Sent"}))

    assert second.result(timeout=10).json() == first.json()
    assert OrderEvent.objects.filter(kind__in=["plan_made", "request_rejected"]).count() == 1


def test_what_others_have_answered_is_not_answered_again(api, shop, cup, order):
    request = ask(shop, cup)
    shop.plan(order, shop.wish(cup, requests=(request.pk,)))

    for path in ("approve", "reject"):
        answer = api.post(f"{LIST}{request.pk}/{path}/", {"reason": "No"})
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            f"Request {request.pk} (Cup) does not wait any more: it is approved.",
        )


def test_rejecting_keeps_why(api, shop, cup):
    request = ask(shop, cup)

    answer = api.post(f"{LIST}{request.pk}/reject/", {"reason": " Sent already "})

    assert (answer.json()["status"], answer.json()["rejection"]) == ("rejected", "Sent already")
    request.refresh_from_db()
    assert request.rejected_by == api.user
    again = api.post(f"{LIST}{request.pk}/reject/", {"reason": "Sent already"})
    assert (again.status_code, again.json()) == (200, answer.json())
    assert api.post(f"{LIST}{request.pk}/reject/", {"reason": "Else"}).status_code == 409
    assert OrderEvent.objects.filter(kind="request_rejected").count() == 1


def test_rejecting_without_a_word_says_who_did(api, shop, cup):
    request = ask(shop, cup)

    answer = api.post(f"{LIST}{request.pk}/reject/", {})

    assert answer.json()["rejection"] == "Rejected by the sales channel."


def test_filters_find_what_they_say(api, shop, order, cup):
    mine = ask(shop, cup)
    other = ask(shop, order.items.exclude(pk=cup.pk).get())
    api.post(f"{LIST}{other.pk}/reject/", {})
    elsewhere = request_at("waiting", item__order__channel=shop.channel, request_type="refund")

    assert found(api, "status=rejected") == [other.pk]
    assert found(api, "cancellation_type=refund") == [elsewhere.pk]
    assert found(api, f"order_item={cup.pk}") == [mine.pk]
    assert found(api, f"order={order.pk}") == [mine.pk, other.pk]
    assert found(api, f"id__in={mine.pk},{elsewhere.pk}") == [mine.pk, elsewhere.pk]
    assert found(api, f"pk__in={other.pk}&sort=-id") == [other.pk]
    assert found(api, "created_date__lt=2999-01-01") == [mine.pk, other.pk, elsewhere.pk]
    assert found(api, "created_date__gte=2999-01-01") == []
    assert api.get(f"{LIST}?status=nothing").status_code == 400


def test_what_becomes_of_a_request_is_told_until_it_is_acknowledged(api, shop, channel, cup, body):
    request = api.post(LIST, body).json()["id"]
    acknowledge(api, channel, FEED, "cancellationrequest")
    assert keys_due(api, channel, FEED) == []

    plan = shop.plan(cup.order, shop.wish(cup))
    assert keys_due(api, channel, FEED) == keys_due(api, channel, FEED) == [request]
    acknowledge(api, channel, FEED, "cancellationrequest")
    run(plan)

    (told,) = due(api, channel, FEED)
    assert (told["id"], told["status"], told["cancellation_plan"]) == (
        request,
        "completed",
        plan.pk,
    )


def test_a_rejection_is_told_too(api, shop, channel, body):
    request = api.post(LIST, body).json()["id"]
    acknowledge(api, channel, FEED, "cancellationrequest")

    reject_requests(actor=shop.operator, request_ids=[request], reason="Sent")

    (told,) = due(api, channel, FEED)
    assert (told["id"], told["status"], told["rejection"]) == (request, "rejected", "Sent")


def test_the_date_that_came_with_a_request_is_that_of_its_last_change(api, channel, body):
    created = api.post(LIST, body).json()

    (told,) = due(api, channel, FEED)

    assert told == created
    assert api.get(f"{LIST}{created['id']}/").json() == created


@pytest.mark.parametrize("many", [3, 33])
@pytest.mark.parametrize(("path", "queries"), [("", 7), ("updates/", 8)])
def test_many_requests_take_as_many_queries(
    api, channel, many, path, queries, django_assert_num_queries
):
    for _ in range(many):
        CancellationRequestFactory(
            item__order__channel=channel, return_company=ShippingCompanyFactory()
        )
    url = f"/api/v1/channel/{channel.pk}/cancellation_requests/{path}?limit=100"

    with django_assert_num_queries(queries):
        answer = api.get(url)

    assert len(answer.json()["results"]) == many


ODD = [None, True, 1.5, -1, 0, 2**63, "x", "", "1", [], {}, [None], {"shipping_company": []}]


@pytest.mark.parametrize(
    "field",
    [
        *("order_item", "reason", "description", "cancellation_type", "quantity"),
        *("iban", "holder_name", "easy_return"),
    ],
)
def test_no_odd_value_is_an_error_of_ours(api, body, field):
    for odd in [*ODD, {"tracking_number": 2**70}, {"shipping_company": 2**70}, "x" * 2_000]:
        assert api.post(LIST, {**body, field: odd}).status_code in (200, 201, 400), odd


def test_no_odd_answer_is_an_error_of_ours(api, shop, cup):
    request = ask(shop, cup)

    for odd in [*ODD, {"reason": []}, {"reason": "x" * 1_001}]:
        assert api.post(f"{LIST}{request.pk}/reject/", odd).status_code in (200, 400), odd
        assert api.post(f"{LIST}{request.pk}/approve/", odd).status_code in (200, 409), odd
        for key in ("0", "x", str(2**70)):
            assert api.post(f"{LIST}{key}/reject/", odd).status_code == 404
