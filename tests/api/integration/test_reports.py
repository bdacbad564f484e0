"""`error_reports/` and `content_types/` as clients use them."""

import pytest

from integrations.content_types import KEYS
from integrations.models import ErrorReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(channel):
    return f"/api/v1/channel/{channel.pk}/error_reports/"


def test_a_report_is_kept_as_clients_tell_it(api, url, channel):
    answer = api.post(
        url,
        {
            "action_content_type": KEYS["batchrequest"],
            "action_object_id": 12,
            "target_content_type": KEYS["channel"],
            "target_object_id": str(channel.pk),
            "obj_modified_date": "2026-11-23 10:00:00",
            "error_code": "9f1c-GetOrders-1",
            "error_desc": "Omnitron-GetOrders",
            "raw_request": None,
            "raw_response": "504 Gateway Time-out",
            "is_ok": False,
        },
    )

    assert answer.status_code == 201
    assert answer.json()["action_content_type"] == {"id": 1, "model": "batchrequest"}
    report = ErrorReport.objects.get()
    assert (report.action_content_type, report.action_object_id) == ("batchrequest", 12)
    assert (report.target_content_type, report.target_object_id) == ("channel", channel.pk)
    assert report.object_modified_at.isoformat() == "2026-11-23T10:00:00+00:00"
    assert (report.raw_request, report.raw_response) == ("", "504 Gateway Time-out")
    assert (report.channel, report.created_by, report.is_ok) == (channel, api.user, False)


def test_a_report_needs_nothing(api, url):
    answer = api.post(url, {})
    assert (answer.status_code, answer.json()["action_content_type"]) == (201, None)


@pytest.mark.parametrize("place", ["country", "city", "township", "district"])
def test_a_place_that_was_not_found_is_kept(api, url, channel, place):
    answer = api.post(
        f"{url}{place}/",
        {
            "type": place,
            "remote_code": "Kadikoy",
            "city_id": 34,
            "name": "Kadikoy",
            "integration_type": "sales_channel",
            "err_code": "integrations_200_10_1",
            "err_desc": "Address is not valid.",
        },
    )

    assert answer.status_code == 201
    report = ErrorReport.objects.get()
    assert (report.action_content_type, report.error_code) == (place, "integrations_200_10_1")
    assert report.details == {
        "remote_code": "Kadikoy",
        "name": "Kadikoy",
        "integration_type": "sales_channel",
        "city_id": 34,
    }
    assert (report.target_object_id, report.error_desc) == (channel.pk, "Address is not valid.")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"action_content_type": "chair"}, "action_content_type"),
        ({"action_object_id": 2**63}, "action_object_id"),
        ({"obj_modified_date": "soon"}, "obj_modified_date"),
        ({"is_ok": "perhaps"}, "is_ok"),
        ({"raw_response": {}}, "raw_response"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(api, url, told, field):
    answer = api.post(url, told)
    assert answer.status_code == 400
    assert field in answer.json()


def test_other_places_and_other_channels_take_no_report(api, stranger, url):
    assert api.post(f"{url}planet/", {}).status_code in (404, 405)
    assert api.get(url).status_code == 405
    assert stranger.post(url, {}).status_code == 404
    assert stranger.post(f"{url}city/", {}).status_code == 404
    assert not ErrorReport.objects.exists()


def test_content_types_are_listed(api):
    rows = api.get("/api/v1/content_types/").json()
    assert {row["model"]: row["id"] for row in rows} == KEYS


def test_one_content_type_is_found_by_its_name(api):
    answer = api.get("/api/v1/content_types/?model=orderitem").json()
    assert answer == [{"id": 4, "model": "orderitem"}]
    assert api.get("/api/v1/content_types/?model=chair").json() == []
