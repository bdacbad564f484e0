"""`batch_requests/` and `updates/` as clients use them."""

from itertools import pairwise
from uuid import UUID

import pytest

from integrations.models import BatchRequest, IntegrationAction
from tests.factories import OrderFactory, OrderItemFactory
from tests.orders.revisions.rows import write_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(channel):
    return f"/api/v1/channel/{channel.pk}/batch_requests/"


@pytest.fixture
def updates(channel):
    return f"/api/v1/channel/{channel.pk}/orders/updates/"


def changed_orders(channel, number=1):
    orders = OrderFactory.create_batch(number, channel=channel)
    for order in orders:
        write_event(order)
    return orders


def begin(api, url):
    return api.post(url, {"channel": "6"}).json()


def move(api, url, batch, status, objects=None, **more):
    told = {"channel": "6", "status": status, "objects": objects, **more}
    return api.patch(f"{url}{batch['pk']}/", told)


def named(row, **more):
    """An object as clients name it."""
    return {
        "pk": row["pk"],
        "failed_reason_type": None,
        "remote_id": None,
        "version_date": row["modified_date"],
        "content_type": "order",
        **more,
    }


def test_a_batch_is_begun(api, url, channel):
    answer = api.post(url, {"channel": str(channel.pk)})

    assert answer.status_code == 201
    told = answer.json()
    batch = BatchRequest.objects.get()
    assert UUID(told["local_batch_id"]) == batch.local_batch_id
    assert {name: told[name] for name in told if not name.endswith("ed_date")} == {
        "pk": batch.pk,
        "channel": channel.pk,
        "local_batch_id": str(batch.local_batch_id),
        "remote_batch_id": "",
        "content_type": "",
        "status": "initialized",
        "objects": None,
    }


def test_a_pulled_order_is_not_given_again_until_it_changes(api, url, updates, channel):
    [order] = changed_orders(channel)
    [shown] = api.get(f"{updates}?limit=100").json()["results"]
    assert shown == api.get(f"/api/v1/orders/{order.pk}/").json()
    batch = begin(api, url)

    committed = move(api, url, batch, "commit", [named(shown)], content_type="order")
    assert (committed.status_code, committed.json()["content_type"]) == (200, "order")
    assert api.get(updates).json() == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }
    done = move(api, url, batch, "done", [named(shown, remote_id="R-1")])
    assert (done.status_code, done.json()["status"]) == (200, "done")
    assert IntegrationAction.objects.get().remote_id == "R-1"
    assert api.get(updates).json()["count"] == 0

    write_event(order)
    assert [row["pk"] for row in api.get(updates).json()["results"]] == [order.pk]


def test_updates_come_in_pages_what_waits_longest_first(api, updates, channel):
    orders = changed_orders(channel, 5)
    write_event(orders[0])

    first = api.get(f"{updates}?limit=2").json()
    second = api.get(first["next"]).json()

    rows = first["results"] + second["results"]
    assert [row["pk"] for row in rows] == [order.pk for order in orders[1:]]
    assert all(one["modified_date"] < other["modified_date"] for one, other in pairwise(rows))
    assert (first["count"], second["previous"] is None) == (5, False)


def test_updates_far_behind_are_found_too(api, updates, channel, monkeypatch):
    monkeypatch.setattr("omnitron.api.base.pagination.DEEP", 2)
    orders = changed_orders(channel, 5)
    rows = api.get(f"{updates}?limit=2&page=2").json()["results"]
    assert [row["pk"] for row in rows] == [order.pk for order in orders[2:4]]


def test_updates_know_no_cursor(api, updates, channel):
    [order] = changed_orders(channel)
    assert api.get(f"{updates}?cursor=").json()["results"][0]["pk"] == order.pk


def test_updates_are_of_a_channel_and_not_for_strangers(api, stranger, updates, channel):
    changed_orders(channel)
    assert stranger.get(updates).status_code == 404
    assert api.get("/api/v1/orders/updates/").status_code == 404


def test_updates_are_read_with_as_many_queries_at_3_and_at_33(
    api, updates, channel, django_assert_num_queries
):
    changed_orders(channel, 3)
    # The first request with a token also writes how long it holds.
    api.get(updates)
    with django_assert_num_queries(7):
        assert len(api.get(f"{updates}?limit=50").json()["results"]) == 3
    changed_orders(channel, 30)
    with django_assert_num_queries(7):
        assert len(api.get(f"{updates}?limit=50").json()["results"]) == 33


def test_what_failed_is_given_again(api, url, updates, channel):
    good, bad = changed_orders(channel, 2)
    rows = api.get(updates).json()["results"]
    batch = begin(api, url)
    move(api, url, batch, "commit", [named(row) for row in rows])

    told = [named(rows[0]), named(rows[1], failed_reason_type="remote")]
    assert move(api, url, batch, "done", told).status_code == 200

    assert [row["pk"] for row in api.get(updates).json()["results"]] == [bad.pk]
    states = dict(IntegrationAction.objects.values_list("object_id", "status"))
    assert states == {good.pk: "success", bad.pk: "error"}


def test_an_answer_that_was_lost_is_given_again(api, url, updates, channel):
    changed_orders(channel)
    rows = [named(row) for row in api.get(updates).json()["results"]]
    batch = begin(api, url)
    for status in ("commit", "done"):
        first = move(api, url, batch, status, rows)
        again = move(api, url, batch, status, rows)
        assert (again.status_code, again.json()) == (200, first.json())


def test_a_wrong_move_is_answered_with_the_code_that_clients_look_for(api, url):
    batch = begin(api, url)
    move(api, url, batch, "fail")

    answer = move(api, url, batch, "done", [])

    assert answer.status_code == 406
    assert answer.json() == {
        "detail": f"Batch request {batch['pk']} is “fail”: it cannot become “done”.",
        "code": "batch_request_status_100_1",
    }


def test_objects_without_a_kind_have_that_of_the_batch(api, url, channel):
    item = OrderItemFactory(order__channel=channel)
    batch = begin(api, url)
    objects = [{"pk": item.pk, "remote_id": 12}]

    refused = move(api, url, batch, "commit", objects)
    taken = move(api, url, batch, "commit", objects, content_type="orderitem")

    assert (refused.status_code, list(refused.json())) == (400, ["content_type", "code"])
    assert taken.status_code == 200
    assert IntegrationAction.objects.get().remote_id == "12"
    assert move(api, url, batch, "done", objects).status_code == 200


def test_a_batch_is_sent_back_as_it_was_shown(api, url):
    batch = begin(api, url)
    move(api, url, batch, "commit")
    shown = {**api.get(f"{url}{batch['pk']}/").json(), "status": "sent_to_remote"}

    answer = api.patch(f"{url}{batch['pk']}/", {**shown, "remote_batch_id": "b-1", "objects": []})

    assert (answer.status_code, answer.json().get("status")) == (200, "sent_to_remote")
    assert answer.json()["remote_batch_id"] == "b-1"


def test_batches_are_found_by_several_states_and_their_kind(api, url, channel):
    ways = {"a": [], "b": ["commit"], "c": ["commit", "sent_to_remote"], "d": ["fail"]}
    pks = {}
    for name, steps in ways.items():
        batch = begin(api, url)
        pks[name] = batch["pk"]
        for step in steps:
            move(api, url, batch, step, content_type="order")

    def found(query):
        return [row["pk"] for row in api.get(f"{url}?{query}").json()["results"]]

    assert found("sort=id") == list(pks.values())
    assert found("status=sent_to_remote&status=commit&sort=id") == [pks["b"], pks["c"]]
    assert found("status=sent_to_remote&content_type=order") == [pks["c"]]
    assert found("status=sent_to_remote&content_type=product") == []
    assert found(f"channel={channel.pk}&status=fail") == [pks["d"]]
    assert api.get(f"{url}?status=odd").status_code == 400


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"status": "odd"}, "status"),
        ({"status": 5}, "status"),
        ({"objects": {}}, "objects"),
        ({"objects": "x"}, "objects"),
        ({"objects": [5]}, "objects"),
        ({"objects": [{}]}, "objects"),
        ({"objects": [{"pk": 2**63, "content_type": "order"}]}, "objects"),
        ({"objects": [{"pk": 1, "content_type": "chair"}]}, "objects"),
        ({"objects": [{"pk": 1, "version_date": "1800-01-01T00:00:00Z"}]}, "objects"),
        ({"remote_batch_id": []}, "remote_batch_id"),
        ({"content_type": "chair"}, "content_type"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(api, url, told, field):
    batch = begin(api, url)

    answer = api.patch(f"{url}{batch['pk']}/", {"status": "commit", **told})

    assert answer.status_code == 400
    assert field in answer.json()
    assert BatchRequest.objects.get().status == "initialized"


@pytest.mark.parametrize(
    ("told", "status"), [({}, 406), ({"objects": None}, 406), ({"objects": []}, 200)]
)
def test_a_batch_that_is_done_at_once_says_that_there_was_nothing(api, url, told, status):
    batch = begin(api, url)

    answer = api.patch(f"{url}{batch['pk']}/", {"status": "done", **told})

    assert answer.status_code == status
    assert ("batch_request_status_100_1" in answer.content.decode()) is (status == 406)


def test_a_batch_is_not_done_with_what_it_never_took(api, url, channel):
    [order] = changed_orders(channel)
    objects = [{"pk": order.pk, "content_type": "order"}]

    answer = api.patch(f"{url}{begin(api, url)['pk']}/", {"status": "done", "objects": objects})

    assert answer.status_code == 406


def test_strangers_find_nothing(api, stranger, url):
    batch = begin(api, url)
    elsewhere = f"/api/v1/channel/{stranger.user.channel_ids[0]}/batch_requests/"

    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {}).status_code == 404
    assert move(stranger, elsewhere, batch, "fail").status_code == 404
    assert stranger.get(elsewhere).json()["count"] == 0
    assert BatchRequest.objects.get().status == "initialized"


def test_the_same_key_moves_a_batch_once(api, url, updates, channel):
    [order] = changed_orders(channel)
    rows = [named(row) for row in api.get(updates).json()["results"]]
    batch = begin(api, url)
    told = {"status": "commit", "objects": rows}
    key = {"HTTP_IDEMPOTENCY_KEY": "k-1"}

    first = api.patch(f"{url}{batch['pk']}/", told, **key)
    write_event(order)
    again = api.patch(f"{url}{batch['pk']}/", told, **key)

    assert (again.status_code, again.json()) == (200, first.json())
    assert api.get(updates).json()["count"] == 1
