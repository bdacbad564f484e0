"""Pages of lists, by number and by key."""

import pytest

from omnitron.api.base import pagination
from tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(channel):
    return [OrderFactory(channel=channel) for _ in range(7)]


def pages(api, url):
    found = []
    while url:
        answer = api.get(url).json()
        found.append([row["pk"] for row in answer["results"]])
        url = answer["next"]
    return found


def test_pages_have_every_row_once(api, seven):
    keys = [order.pk for order in seven]

    assert pages(api, "/api/v1/orders/?limit=3&sort=id") == [keys[:3], keys[3:6], keys[6:]]


def test_a_cursor_leads_to_the_end_too(api, seven):
    keys = [order.pk for order in seven]

    found = pages(api, "/api/v1/orders/?limit=3&sort=-id&cursor=")

    assert found == [keys[:-4:-1], keys[-4:-7:-1], keys[:1]]


def test_a_page_beyond_the_last_is_empty(api, seven):
    answer = api.get("/api/v1/orders/?limit=3&page=9")

    assert answer.status_code == 200
    assert answer.json()["results"] == []
    assert answer.json()["next"] is None


def test_the_count_is_exact(api, seven):
    assert api.get("/api/v1/orders/?limit=3").json()["count"] == 7


def test_a_count_beyond_what_is_counted_is_never_less_than_what_was_seen(api, seven, monkeypatch):
    monkeypatch.setattr(pagination, "COUNTED", 2)

    counts = [api.get(f"/api/v1/orders/?limit=2&page={page}").json()["count"] for page in (1, 3)]

    assert counts[0] >= 3
    assert counts[1] >= 7


def test_deep_pages_have_the_same_rows(api, seven, monkeypatch):
    monkeypatch.setattr(pagination, "DEEP", 2)
    keys = [order.pk for order in seven]

    assert pages(api, "/api/v1/orders/?limit=2&sort=id") == [
        keys[:2],
        keys[2:4],
        keys[4:6],
        keys[6:],
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=" + "9" * 40, "page"),
        ("limit=-1", "limit"),
        ("sort=secret", "sort"),
        ("cursor=nonsense", "cursor"),
        ("pk__in=1,x", "pk__in"),
        ("status=lost", "status"),
        ("is_send=maybe", "is_send"),
        ("customer=" + "9" * 30, "customer"),
        ("number=a%00b", "number"),
        ("date_placed__gte=yesterday", "date_placed__gte"),
    ],
)
def test_what_cannot_be_asked_is_said_under_its_name(api, query, field):
    answer = api.get(f"/api/v1/orders/?{query}")

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}


def test_a_limit_beyond_the_largest_is_the_largest(api, seven, monkeypatch):
    assert pagination.LARGEST_LIMIT == 500
    monkeypatch.setattr(pagination, "LARGEST_LIMIT", 3)

    for cursor in ("", "&cursor="):
        answer = api.get(f"/api/v1/orders/?limit=100000{cursor}").json()
        assert len(answer["results"]) == 3
        assert answer["next"]


def test_a_page_has_ten_rows_where_nothing_is_said(api, channel, seven):
    for _ in range(4):
        OrderFactory(channel=channel)

    assert [len(page) for page in pages(api, "/api/v1/orders/")] == [10, 1]


@pytest.mark.parametrize("many", [3, 33])
def test_a_list_takes_as_many_queries_for_many_rows(api, channel, many, django_assert_num_queries):
    for _ in range(many):
        OrderFactory(channel=channel)

    # Two for the token, one to note its use, one for the person, the rows, their number.
    with django_assert_num_queries(6):
        api.get("/api/v1/orders/?limit=100")
