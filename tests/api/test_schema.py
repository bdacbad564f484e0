"""The OpenAPI document and the page to try it."""

import json
from functools import cache

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator


@cache
def document():
    return SchemaGenerator().get_schema(public=True)


def test_the_document_is_complete_and_without_warnings(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_every_operation_says_how_it_is_declined():
    operations = [each for path in document()["paths"].values() for each in path.values()]

    assert operations
    assert all("4XX" in operation["responses"] for operation in operations)


def test_each_operation_has_a_name_of_its_own():
    paths = document()["paths"].values()
    names = [operation["operationId"] for path in paths for operation in path.values()]

    assert len(names) == len(set(names))


def test_operations_stand_under_their_resource_within_a_channel_or_not():
    paths = document()["paths"]
    addresses = ("/api/v1/orders/", "/api/v1/channel/{channel_id}/orders/", "/api/i2/packages/")

    assert [paths[each]["get"]["tags"] for each in addresses] == [
        ["orders"],
        ["orders"],
        ["packages"],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "accept", "kind", "read"),
    [
        ("?format=json", "*/*", "application/vnd.oai.openapi+json", json.loads),
        ("", "application/json", "application/json", json.loads),
        ("", "*/*", "application/vnd.oai.openapi", yaml.safe_load),
    ],
)
def test_anybody_reads_the_document_as_json_and_as_yaml(client, query, accept, kind, read):
    answer = client.get(reverse("api:schema") + query, headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind)
    assert read(answer.content)["info"]["title"] == "Omnitron API"


def test_the_two_beginnings_lead_to_the_same_views(api):
    assert api.get("/api/i1/active_user/").json() == api.get("/api/v1/active_user/").json()


@pytest.mark.django_db
def test_the_page_to_try_it_loads_nothing_from_elsewhere(client):
    page = client.get(reverse("api:docs")).content.decode()

    assert "swagger-ui" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
