import re

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def current_entry(page):
    found = re.search(r'aria-current="page">.*?<span>(.*?)</span>', page)
    return found and found[1]


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/omnitron/", "Dashboard"),
        ("/omnitron/requests/", "Cancellation and Return Requests"),
        ("/omnitron/manual-refunds/", "Manual Refunds"),
        ("/omnitron/bulk-updates/new/", "Bulk Updates"),
        ("/omnitron/exports/", "Exports"),
        ("/omnitron/settings/users/", "Users"),
        ("/omnitron/settings/users/new/", "Users"),
        ("/omnitron/settings/cancellation-reasons/new/", "Reasons for Cancellation / Return"),
        ("/omnitron/settings/cancellation-strategies/", "Cancellation Strategies"),
        ("/omnitron/settings/groups/", "Authority Groups"),
        ("/seller-center/", "Dashboard"),
        ("/seller-center/packages/", "Package List"),
        ("/seller-center/packages/?view=preparing", "Packages Preparing"),
        ("/seller-center/packages/?view=shipped", "Shipped Packages"),
        ("/seller-center/settings/delivery/", "Delivery Settings"),
        ("/seller-center/settings/users/", "Users"),
        ("/accounts/settings/", None),
    ],
)
def test_the_sidebar_marks_where_one_is(client, path, entry):
    client.force_login(UserFactory(role="Admin"))

    assert current_entry(client.get(path).content.decode()) == entry


@pytest.mark.parametrize(
    ("role", "target"),
    [("Operator", "/omnitron/"), ("MPO", "/seller-center/"), ("Admin", "/omnitron/")],
)
def test_everybody_begins_in_the_panel_of_their_role(client, role, target):
    client.force_login(UserFactory(role=role))

    assert client.get("/").url == target


def test_only_who_has_both_panels_can_switch_between_them(client):
    for role, offered in (("MPO", False), ("Admin", True)):
        client.force_login(UserFactory(role=role))
        page = client.get("/seller-center/").content.decode()
        assert ('aria-label="Panel"' in page) is offered


def test_who_has_no_panel_reads_why(client):
    client.force_login(UserFactory(role="API client"))

    response = client.get("/")

    assert response.status_code == 403
    assert "Your authority groups do not include it." in response.content.decode()
