"""The OpenAPI document and the page to try it."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator


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


def test_the_two_beginnings_lead_to_the_same_views(api):
    assert api.get("/api/i1/active_user/").json() == api.get("/api/v1/active_user/").json()


@pytest.mark.django_db
def test_the_page_to_try_it_loads_nothing_from_elsewhere(client):
    page = client.get(reverse("api:docs")).content.decode()

    assert "swagger-ui" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
