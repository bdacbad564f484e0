"""Whose dashboard has what: each figure only with the permission for its list."""

import pytest

from tests.factories import UserFactory
from tests.panel.dashboard.pages import URL, labels, text_of

pytestmark = pytest.mark.django_db
OF_ORDERS = ["Orders", "Cancellations", "Returns"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("Support", OF_ORDERS),
        ("Operator", [*OF_ORDERS, "Requests waiting", "Bulk updates"]),
        (
            "Finance",
            [*OF_ORDERS, "Requests waiting", "Manual refunds open", "Bulk updates"],
        ),
    ],
)
def test_a_role_has_the_figures_of_its_lists(sign_in, role, seen):
    page = sign_in(role).get(URL)
    assert labels(page) == seen
    assert ("Money close of yesterday" in text_of(page)) is (role == "Finance")


def test_a_permission_alone_has_its_figure_alone(sign_in):
    permissions = ["accounts.use_omnitron", "bulk_updates.update_orders"]
    page = sign_in(None, permissions=permissions).get(URL)
    assert labels(page) == ["Bulk updates"]
    assert "Plans by reason" not in text_of(page)
    assert "Refunds" not in text_of(page)


@pytest.mark.parametrize("more", [[], ["orders.manage_sellers"]])
def test_who_has_no_figure_reads_where_to_go(client, more):
    client.force_login(UserFactory(permissions=["accounts.use_omnitron", *more]))
    page = client.get(URL)
    assert page.status_code == 200
    text = text_of(page)
    assert "Nothing is counted for your role" in text
    assert "As of" not in text
