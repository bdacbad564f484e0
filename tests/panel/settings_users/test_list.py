import re

import pytest

from tests.factories import UserFactory
from tests.panel.settings_users.pages import LIST, key_of, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "KEMA"}, {"kemal"}),
        ({"q": "sahin"}, {"elif"}),
        ({"q": "elif@shop"}, {"elif"}),
        ({"group": "Support"}, {"elif"}),
        ({"state": "inactive"}, {"gone"}),
        ({"group": "9" * 30}, {"admin", "kemal", "elif", "gone"}),
    ],
)
def test_users_are_found_by_name_group_and_state(client, admin, query, found):
    UserFactory(username="kemal")
    UserFactory(username="elif", last_name="Şahin", email="elif@shop.example", role="Support")
    UserFactory(username="gone", is_active=False)
    if query.get("group") == "Support":
        query = {"group": key_of("Support")}

    page = text(client.get(LIST, query))

    rows = page.split("<tbody")[1].split("</tbody>")[0]
    assert set(re.findall(r'/users/\d+/">(\w+)</a>', rows)) == found


def test_who_has_not_chosen_a_password_yet_is_shown_as_invited(client, admin):
    user = UserFactory()
    user.set_unusable_password()
    user.save()

    assert "Invited" in text(client.get(LIST))
