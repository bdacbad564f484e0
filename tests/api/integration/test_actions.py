"""`integration_actions/` as clients use it."""

from datetime import UTC, datetime

import pytest

from integrations.models import IntegrationAction
from orders.models import Order
from tests.api.clients import client_of
from tests.factories import OrderFactory, OrderItemFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(channel):
    return f"/api/v1/channel/{channel.pk}/integration_actions/"


def node(api, url, object_id=7, remote_id="n-7", **more):
    """A mapping of something that is kept elsewhere."""
    told = {"content_type": "categorynode", "object_id": object_id, "remote_id": remote_id}
    return api.post(url, told | more)


def found(api, url, query):
    return [row["object_id"] for row in api.get(f"{url}?{query}").json()["results"]]


def test_a_mapping_is_made_as_clients_tell_it(api, url, channel):
    answer = api.post(
        url,
        {
            "channel_id": str(channel.pk),
            "content_type_id": 10,
            "version_date": "2026-11-23T10:00:00.123456Z",
            "object_id": 7,
            "remote_id": 4711,
        },
    )

    assert answer.status_code == 201
    told = answer.json()
    action = IntegrationAction.objects.get()
    assert action.version_date == datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
    assert {name: told[name] for name in told if not name.endswith("ed_date")} == {
        "pk": action.pk,
        "channel": channel.pk,
        "content_type": {"id": 10, "model": "categorynode"},
        "object_id": 7,
        "remote_id": "4711",
        "version_date": "2026-11-23T10:00:00.123456Z",
        "status": "success",
        "failed_reason_type": "",
        "local_batch_id": None,
        "state": {},
    }


@pytest.mark.parametrize("told", ["order", 3, {"model": "order"}, {"id": 3, "model": "order"}])
@pytest.mark.parametrize("field", ["content_type", "content_type_id"])
def test_a_content_type_is_told_in_each_form(api, url, channel, told, field):
    order = OrderFactory(channel=channel)
    answer = api.post(url, {field: told, "object_id": order.pk, "remote_id": "x"})
    assert answer.json()["content_type"] == {"id": 3, "model": "order"}


def test_the_same_again_is_the_same_mapping(api, url):
    first, second = node(api, url).json(), node(api, url, remote_id="n-8").json()
    assert (second["pk"], second["remote_id"]) == (first["pk"], "n-8")


def test_a_mapping_is_changed_by_all_that_a_client_has_of_it(api, url):
    shown = node(api, url).json()
    del shown["content_type"]
    told = {**shown, "content_type_id": 10, "remote_id": "n-9", "status": "error", "state": None}

    answer = api.patch(f"{url}{shown['pk']}/", told)

    assert answer.status_code == 200
    action = IntegrationAction.objects.get()
    assert (action.remote_id, action.status, action.state) == ("n-9", "error", {})
    assert action.content_type == "categorynode"


def test_a_date_alone_changes_the_date_alone(api, url):
    shown = node(api, url).json()
    api.patch(f"{url}{shown['pk']}/", {"version_date": "2026-01-02T03:04:05Z"})
    again = api.get(f"{url}{shown['pk']}/").json()
    assert again == {
        **shown,
        "version_date": "2026-01-02T03:04:05Z",
        "modified_date": again["modified_date"],
    }


def test_filters_find_what_they_say(api, url, channel):
    for pk in (5, 3, 4):
        node(api, url, pk, f"n-{pk}")
    item = OrderItemFactory(order__channel=channel)
    told = {"content_type": "orderitem", "object_id": item.pk, "remote_id": "n-3"}
    api.post(url, {**told, "status": "processing"})
    nodes = "content_type_name=categorynode"

    assert found(api, url, "sort=id") == [5, 3, 4, item.pk]
    assert found(api, url, f"{nodes}&sort=-id") == [4, 3, 5]
    assert found(api, url, f"{nodes}&object_id=4") == [4]
    assert found(api, url, f"{nodes}&object_id__in=3,5") == [5, 3]
    assert found(api, url, f"{nodes}&remote_id__exact=n-3") == [3]
    assert found(api, url, "remote_id__exact=n-3&sort=id") == [3, item.pk]
    assert found(api, url, f"{nodes}&remote_id__in=n-4,n-5,n-6") == [5, 4]
    assert found(api, url, "status=processing") == [item.pk]
    assert found(api, url, f"channel={channel.pk}&channel_id={channel.pk}&status=error") == []


def test_those_of_a_batch_are_found_by_its_number(api, url, channel):
    order = OrderFactory(channel=channel)
    node(api, url)
    batches = f"/api/v1/channel/{channel.pk}/batch_requests/"
    batch = api.post(batches, {"channel": channel.pk}).json()
    told = {"status": "commit", "content_type": "order", "objects": [{"pk": order.pk}]}
    api.patch(f"{batches}{batch['pk']}/", told)

    number = batch["local_batch_id"]
    assert found(api, url, f"local_batch_id={number}&status=processing&sort=id") == [order.pk]


def test_an_order_of_another_channel_is_unknown(api, url):
    order = OrderFactory()
    told = {"content_type": "order", "object_id": order.pk, "remote_id": "x"}

    answer = api.post(url, told)

    assert answer.status_code == 400
    assert answer.json() == {
        "detail": f"This sales channel has no order {order.pk}: take it out and send again.",
        "code": "unknown_objects",
    }


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"content_type": None}, "content_type"),
        ({"content_type": "chair"}, "content_type"),
        ({"content_type": 99}, "content_type"),
        ({"content_type": True}, "content_type"),
        ({"content_type": []}, "content_type"),
        ({"content_type": {"model": {}}}, "content_type"),
        ({"object_id": None}, "object_id"),
        ({"object_id": "x"}, "object_id"),
        ({"object_id": 2**63}, "object_id"),
        ({"object_id": -1}, "object_id"),
        ({"remote_id": "x" * 256}, "remote_id"),
        ({"remote_id": {}}, "remote_id"),
        ({"version_date": "yesterday"}, "version_date"),
        ({"version_date": "0001-01-01T00:00:00+14:00"}, "version_date"),
        ({"version_date": "9999-12-31T23:59:59-14:00"}, "version_date"),
        ({"version_date": 5}, "version_date"),
        ({"status": "odd"}, "status"),
        ({"state": []}, "state"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(api, url, told, field):
    answer = node(api, url, **told)

    assert answer.status_code == 400
    assert field in answer.json()
    assert not IntegrationAction.objects.exists()


def test_a_thing_without_a_kind_is_refused(api, url):
    answer = api.post(url, {"object_id": 7, "remote_id": "x"})
    assert (answer.status_code, answer.json()["code"]) == (400, "required")


@pytest.mark.parametrize("body", [[], "text", 5, None])
def test_a_body_that_is_no_object_is_refused(api, url, body):
    assert api.post(url, body).status_code == 400


def test_a_number_that_no_json_holds_is_refused(api, url):
    body = '{"content_type": 10, "object_id": 7, "state": {"a": 1e999}}'
    assert api.post(url, body, content_type="application/json").status_code == 400


def test_strangers_find_nothing(api, stranger, url):
    shown = node(api, url).json()
    elsewhere = stranger.user.channel_ids[0]

    assert stranger.get(url).status_code == 404
    assert node(stranger, url).status_code == 404
    assert stranger.patch(f"{url}{shown['pk']}/", {"remote_id": "x"}).status_code == 404
    theirs = f"/api/v1/channel/{elsewhere}/integration_actions/"
    assert stranger.get(f"{theirs}{shown['pk']}/").status_code == 404
    assert stranger.patch(f"{theirs}{shown['pk']}/", {"remote_id": "x"}).status_code == 404
    assert found(stranger, theirs, "") == []


def test_who_may_not_exchange_data_is_told_so(url, channel):
    operator = client_of(UserFactory(role="Operator", channels=[channel]))
    assert found(operator, url, "") == []
    assert node(operator, url).status_code == 403


def test_pages_are_read_with_as_many_queries_at_3_and_at_33(
    api, url, channel, django_assert_num_queries
):
    orders = OrderFactory.create_batch(33, channel=channel)
    for order in orders[:3]:
        api.post(url, {"content_type": "order", "object_id": order.pk, "remote_id": "x"})
    with django_assert_num_queries(6):
        assert len(found(api, url, "limit=50")) == 3
    for order in orders[3:]:
        api.post(url, {"content_type": "order", "object_id": order.pk, "remote_id": "x"})
    with django_assert_num_queries(6):
        assert len(found(api, url, "limit=50")) == 33
    assert Order.objects.count() == 33


def test_each_channel_has_mappings_of_its_own(channel):
    other = SalesChannelFactory()
    both = client_of(UserFactory(role="API client", channels=[channel, other]))
    for one in (channel, other):
        node(both, f"/api/v1/channel/{one.pk}/integration_actions/", remote_id=one.slug)

    shown = both.get(f"/api/v1/channel/{other.pk}/integration_actions/").json()["results"]
    assert [row["remote_id"] for row in shown] == [other.slug]
